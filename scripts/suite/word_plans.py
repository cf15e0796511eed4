"""Invented Word plans, each as awkward as life. Every place, body and person is invented."""

from word import AMBER, BAND, BLUE, GREEN, GREY, RED, YELLOW, Document, bullet, c, head, p, run, tbl, tr

PLANS = {}


def plan(name, kind="docx"):
    """Names the plan that a function writes and the format it is kept in."""

    def keep(make):
        PLANS[name] = (make, kind)
        return make

    return keep


@plan("40-docx-shaded-and-merged")
def shaded_and_merged():
    """Ratings that are only colours, owners merged down the rows, the header typed again where the page breaks."""
    d = Document()
    d.title("Harrowmere Council: Getting to Good")
    d.add("Children's Services Improvement Plan", "Version 3.2 – position at 30 November 2023")
    header = head("No.", "What we will do", "Accountable", "By when", "BRAG", "Progress this month", "Difference made")
    d.heading("Priority 1 – A front door that families trust")
    d.add(tbl(
        header,
        tr("1.1", "Answer every professional call within ten minutes",
           c("Front Door Service Manager", down="first"), "~~30 September 2023~~ 31 December 2023", c(fill=AMBER),
           "Average wait fell to 14 minutes.", "Callers reach a social worker the first time"),
        tr("1.2", "Send the outcome of each contact to the referrer in writing", c(down="more"), "31 October 2023",
           c(fill=BLUE), "Letters go out from the system each night.", "Referrers know what happened"),
        tr("1.3", "Place two early help workers in the front door team", c(down="more"), "January 2024", c(fill=GREEN),
           c("First worker began on 6 November.", "Second starts in January."), "Fewer families are passed on"),
        header,
        tr("1.4", "Review the out-of-hours rota with the three neighbouring councils", "Head of Safeguarding",
           "29 February 2024", c(fill=GREY), "", "Children are safe at night"),
    ))
    d.heading("Priority 2 – Plans that change lives")
    d.add(tbl(
        header,
        tr("2.1", "Write every plan with the family in the room", "Practice Lead", "~~June 2023~~\n~~September 2023~~\nMarch 2024",
           c(fill=RED), "Only 22% of plans sampled were written with parents.", c("Parents tell us the plan is theirs", down="first")),
        tr("2.2", "Have a manager test each plan at the third month", c("Team Managers"), "31 December 2023",
           c(fill=GREEN), "118 of 140 plans tested in November.", c(down="more")),
        tr("2.3", "Close plans that have run for two years or take them to court", "Head of Safeguarding", "Ongoing",
           c(fill=AMBER), "Eleven plans remain, down from 19.", "No child drifts"),
    ))
    return d


@plan("41-docx-action-sheets")
def action_sheets():
    """A sheet for each action: its name merged over the top, two fields beside each other, a diary in a table inside."""
    d = Document(landscape=False)
    d.title("Ofsted Action Plan")
    d.add("Wolverdale Borough Council", "Last updated: 12 March 2024")
    diary = lambda *rows: tbl(*(tr(*row) for row in (("Date", "Note"), *rows)))

    def sheet(number, name, lead, agency, start, due, rating, fill, success, notes):
        d.add(tbl(
            tr(c(p(f"**Action {number}: {name}**"), fill=BAND, span=4)),
            tr(c(p("**Lead officer**")), lead, c(p("**Lead agency**")), agency),
            tr(c(p("**Start date**")), start, c(p("**Target date**")), due),
            tr(c(p("**Current rating**")), c(rating, fill=fill, span=3)),
            tr(c(p("**How will we know?**")), c(success, span=3)),
            tr(c(p("**Progress diary**")), c(diary(*notes), span=3)),
        ))

    d.heading("Theme A: Health of children in care")
    sheet("A1", "Finish initial health assessments within twenty working days", "Designated Nurse", "NHS", "October 2023",
          "30 April 2024", "Amber", AMBER, "90% of assessments are on time",
          [("9 Jan 2024", "Two clinics a week agreed."), ("12 Mar 2024", "64% on time in February.")])
    sheet("A2", "Register every child with a dentist", "Head of Children in Care", "Council", "November 2023", "July 2024",
          "Green", GREEN, "Every child has been seen in the last year", [("5 Feb 2024", "Community dentist takes 40 children.")])
    d.heading("Theme B: Learning")
    sheet("B1", "Hold a personal education plan meeting each term", "Virtual School Head", "Council", "September 2023",
          "ongoing", "Green", GREEN, "All plans are rated good by schools", [("18 Jan 2024", "Autumn term: 97% held.")])
    sheet("B2", "Find full-time places for eleven children who are educated part-time", "Head of Admissions", "Council",
          "January 2024", "29 March 2024", "Red", RED, "No child in care is without a full-time place",
          [("12 Mar 2024", "Four of eleven are placed.")])
    return d


@plan("42-docx-sideways")
def sideways():
    """A table turned sideways: the fields stand in the first column, each further column is an action."""
    d = Document()
    d.title("Pellbrook and the Vale – SEND and Safeguarding Recovery")
    d.add("Improvement Board paper, 4 October 2022")
    d.heading("Workstream 1: Assessment")
    d.add(tbl(
        tr(c(p("**Action reference**"), fill=BAND), "AS1", "AS2", "AS3"),
        tr(c(p("**What are we going to do?**"), fill=BAND), "Bring in six agency assessors for half a year",
           "Train all assessors in analysis", "Check one assessment in ten before it is signed"),
        tr(c(p("**Who is responsible**"), fill=BAND), "Service Manager, Assessment", "Principal Social Worker", "Service Manager, Assessment"),
        tr(c(p("**Deadline**"), fill=BAND), "1 November 2022", "~~30 September 2022~~ 16 December 2022", "31 January 2023"),
        tr(c(p("**Status**"), fill=BAND), "On track", "Delayed", "Not started"),
        tr(c(p("**Progress so far**"), fill=BAND), c("Four are in post.", "Two more start on 10 October."),
           "Two of five groups trained.", ""),
        tr(c(p("**What will be different?**"), fill=BAND), "Assessments take no more than 45 days", "Assessments say what life is like for the child",
           "Children do not wait for a second assessment"),
    ))
    d.heading("Workstream 2: Leadership")
    d.add(tbl(
        tr(c(p("**Action reference**"), fill=BAND), "LD1", "LD2"),
        tr(c(p("**What are we going to do?**"), fill=BAND), "Appoint a permanent director", "Report performance to the board each month"),
        tr(c(p("**Who is responsible**"), fill=BAND), "Chief Executive", "Head of Performance"),
        tr(c(p("**Deadline**"), fill=BAND), "December 2022", "Each month from October 2022"),
        tr(c(p("**Status**"), fill=BAND), "On track", "Complete"),
        tr(c(p("**Progress so far**"), fill=BAND), "Interviews on 20 October.", "First report came to this meeting."),
        tr(c(p("**What will be different?**"), fill=BAND), "Staff know who leads them", "Members see trouble early"),
    ))
    return d


@plan("43-docx-tracked-and-footnotes")
def tracked_and_footnotes():
    """References that Word numbers itself, tracked changes, footnotes, rows in content controls."""
    d = Document()
    d.title("Castleshaw Children's Trust Improvement Plan 2024")
    d.add("Draft for the February board, 2 February 2024")
    d.heading("Priority 1: Children who go missing", 2)
    refs = d.numbering(("decimal", "%1"), ("decimal", "%1.%2"))
    ref = lambda: c(p("", numbered=(refs, 1)))
    controlled = tr(ref(), c("Share the missing list with every school by nine each morning"), "Missing Coordinator", "1 March 2024", "Amber",
                    "Twelve schools still to sign.", "Schools know before the register")
    removed = tr(c(p("", numbered=(refs, 1))), "Buy a second missing list", "Nobody", "May 2024", "Red", "None.", "None",
                 properties='<w:del w:id="9" w:author="Policy team" w:date="2024-01-05T09:00:00Z"/>')
    d.add(tbl(
        head("Ref", "Action", "Lead", "Timescale", "RAG", "Update", "Impact"),
        tr(ref(), "Offer a return interview to {-some children-}{+every child+} within {-five-}{+three+} days[^1]", "Head of Adolescents",
           "{-31 March 2024-}{+30 June 2024+}", "Amber", "Offer made to 81% in January.", "Children say someone listened"),
        f"<w:sdt><w:sdtPr/><w:sdtContent>{controlled}</w:sdtContent></w:sdt>",
        removed,
        tr(ref(), c(f'<w:p><w:hyperlink w:anchor="x">{run("Map")}</w:hyperlink>{run(" the places where children are found")}</w:p>'), "Police Inspector, Missing",
           "Spring 2024", "Green", "{+Map of 14 places agreed with the police.+}", "Patrols go where children are"),
    ))
    d.heading("Priority 2: Children who are exploited", 2)
    d.add(tbl(
        head("Ref", "Action", "Lead", "Timescale", "RAG", "Update", "Impact"),
        tr("2.1", "Screen every child aged 10 to 17 who is known to us", "Exploitation Lead", "April 2024", "Green",
           "410 of 560 screened.", "Harm is seen sooner"),
        tr("2.2", "Disrupt the three gangs named in the profile[^2]", "Police Superintendent", "30/09/2024", "Red",
           "One order refused by the court.", "Children are left alone"),
    ))
    d.footnotes("Counted from the day on which the child is found.", "The profile is restricted.")
    return d


@plan("44-docx-steps-in-cells")
def steps_in_cells():
    """Objectives in merged rows over the table, the steps of each row in a table inside its cell."""
    d = Document()
    d.title("Inverleigh Council – Improvement and Impact Plan")
    d.add("As at 31 May 2023")
    steps = lambda *rows: tbl(*(tr(*row) for row in (("Step", "Who", "By"), *rows)))
    objective = lambda words: tr(c(p(f"**{words}**"), fill="D9D9D9", span=4))
    d.add(tbl(
        head("Recommendation", "Steps we will take", "Where we are", "What good looks like"),
        objective("Objective 1: Supervision that helps"),
        tr("1. Make sure that supervision is regular and reflective.",
           c(steps(("Write a supervision standard", "Principal Social Worker", "30 June 2023"),
                   ("Observe one supervision of each manager", "Heads of Service", "Sept 2023"))),
           "Standard out to consultation.", "Staff say that supervision helps them think"),
        tr("2. Make sure that management decisions are recorded.",
           c(steps(("Add a decision form to the case system", "Systems Manager", "July 2023"),)), "Form is being tested.", "The reason for each decision is on file"),
        objective("Objective 2: Enough good homes"),
        tr("3. Reduce the number of children who live far from home.",
           c(steps(("Recruit thirty fostering households", "Fostering Manager", "March 2024"),
                   ("Open a second children's home", "Head of Placements", "Dec 2023"),
                   ("Review each child placed over fifty miles away", "Independent Reviewing Officers", "August 2023"))),
           c("Seven households approved.", "Site found for the home."), "Nine in ten children live within twenty miles"),
    ))
    return d


@plan("45-docx-rows-split-by-hand")
def rows_split_by_hand():
    """A header of two rows, rows split by hand where the page broke, a column for each month's update."""
    d = Document()
    d.title("Marlpit Safeguarding Children Partnership")
    d.add("Multi-agency action plan", "Updated 14 November 2022")
    top = tr(*(c(p(f"**{w}**"), fill=BAND, down="first") for w in ("Ref", "Action")),
             c(p("**Timescale**"), fill=BAND, span=2), c(p("**Responsible officer**"), fill=BAND, down="first"),
             c(p("**Updates**"), fill=BAND, span=3), c(p("**RAG**"), fill=BAND, down="first"))
    low = tr(*(c(fill=BAND, down="more") for _ in range(2)), *(c(p(f"**{w}**"), fill=BAND) for w in ("Start", "End")), c(fill=BAND, down="more"),
             *(c(p(f"**{w}**"), fill=BAND) for w in ("September 2022", "October 2022", "November 2022")), c(fill=BAND, down="more"))
    d.add(tbl(
        top, low,
        tr("M1", "Agree one threshold document for all agencies and launch it with", "June 2022", "Dec 2022", "Partnership Business", "Draft", "Consultation closed;", "Signed off by", "G"),
        tr("", "briefings in every locality", "", "", "Manager", "written.", "42 replies.", "the executive.", ""),
        tr("M2", "Audit forty strategy meetings", "July 2022", "Oct 2022", "Detective Chief Inspector", "Twenty audited.", "All forty audited.", "Report to the board on 1 December.", "B"),
        tr("M3", "Train GPs in neglect", "Sept 2022", "March 2023", "Named GP", "", "Dates set.", "31 GPs trained.", "A"),
        top, low,
        tr("M4", "Give health visitors access to the early help system", "April 2022", "Sept 2022", "Head of Community Nursing",
           "Licences bought.", "Data protection assessment outstanding.", "Still outstanding.", "R"),
    ))
    return d


@plan("46-docx-report-with-many-tables")
def many_tables():
    """A report to a committee: recommendations, consultation, costs, risks, a scorecard, and among them the plan."""
    d = Document(landscape=False)
    d.title("Response to the Inspection of Local Authority Children's Services")
    d.add(tbl(tr(c("Report to"), "Children and Young People Scrutiny Committee"), tr("Date", "18 January 2024"), tr("Author", "Interim Director"),
              tr("Exempt", "No")))
    d.heading("Summary")
    d.add("The service was inspected in September 2023. This report sets out what the council will do.")
    d.heading("Consultation", 2)
    d.add(tbl(head("Consulted", "When", "Comment"), tr("Parents' forum", "3 January 2024", "Wants plainer letters"), tr("Staff", "8 January 2024", "Supports the plan")))
    d.heading("Action plan", 2)
    d.add(tbl(
        head("Ofsted recommendation", "Our response", "Evidence of impact", "Named lead", "Complete by", "Status"),
        tr(c("1. The quality of direct work with children.", down="first"), "Give every team a box of tools for direct work", "Children's words are in their files", "Practice Lead", "31 March 2024", "In progress"),
        tr(c(down="more"), "Coach social workers in talking with children under five", "Young children's views are on file", "Child Development Adviser", "July 2024", "Not started"),
        tr("2. The oversight of private fostering.", "Name one worker for private fostering", "Every arrangement is visited on time", "Team Manager, Fostering", "January 2024", "Completed"),
        tr(c("3. The timeliness of life-story work.", down="first"), "Write a life-story book for each of 23 children", "Children know their story", "Adoption Manager", "September 2024", "In progress"),
        tr(c(down="more"), "Set aside a worker's day a week for life-story work", "No book is later than ten days after the order", "Adoption Manager", "February 2024", "Overdue"),
    ))
    d.heading("Risks", 2)
    d.add(tbl(head("Risk", "Likelihood", "Impact", "Mitigation"), tr("Posts stay empty", "3", "4", "Advertise nationally"), tr("Costs rise", "2", "3", "Monthly forecast")))
    d.heading("Scorecard", 2)
    d.add(tbl(head("Measure", "Target", "Oct 2023", "Nov 2023", "Dec 2023"), tr("Visits on time", "95%", "81%", "84%", "88%"), tr("Life-story books on time", "90%", "35%", "41%", "40%")))
    d.heading("Financial implications", 2)
    d.add(tbl(head("Item", "2023/24", "2024/25"), tr("Two posts", "£22,000", "£88,000")))
    return d


@plan("47-docx-lists-in-cells")
def lists_in_cells():
    """Several actions in a cell as a list of Word's, owners and dates as so many paragraphs beside them."""
    d = Document()
    d.title("Oxcombe County Council: Our Improvement Journey")
    d.add("May 2024")
    letters = lambda *words: [p(w, numbered=(one, 0)) for one in [d.numbering(("lowerLetter", "(%1)"))] for w in words]
    d.heading("Theme 1: Workforce")
    d.add(tbl(
        head("Objective", "Actions", "Owner", "Due date", "Progress", "Expected impact", fill=GREEN),
        tr("1.1 A stable workforce",
           c(*letters("Publish a retention offer", "Interview each person who resigns", "Bring agency staff below ten per cent")),
           c("Head of HR", "HR Business Partner", "Assistant Director"), c("June 2024", "July 2024", "December 2024"),
           c(bullet("Offer agreed by Cabinet."), bullet("Agency rate is 17%.")), c(bullet("Turnover below 12%"), bullet("Children keep their social worker"))),
        tr("1.2 Manageable caseloads", c(*letters("Publish caseloads each week", "Open two more teams")),
           c("Head of Performance", "Head of Children in Need"), c("May 2024", "~~June 2024~~ October 2024"), "Weekly list began on 6 May.", "No worker has more than 18 children"),
    ))
    d.heading("Theme 2: Voice")
    d.add(tbl(
        head("Objective", "Actions", "Owner", "Due date", "Progress", "Expected impact", fill=GREEN),
        tr("2.1 Children are heard", c(*letters("Train young inspectors", "Answer the pledge letter from the children in care council")),
           "Participation Manager", c("September 2024", "May 2024"), "Eight young inspectors recruited.", "Each review opens with the child's words"),
    ))
    return d


def portrait(d, number):
    """A portrait page with eight squeezed columns and a rating by colour."""
    header = head("Ref", "Action", "Lead", "Start", "Target date", "RAG", "Progress", "Success measure")
    widths = (700, 2300, 1300, 950, 1050, 500, 2300, 1500)
    rows = [
        ("1.1", "Redesign the referral form so that it asks what the child has said", "Head of the Front Door", "April 2023", "31 July 2023", GREEN,
         "The form was tried in six schools in May and changed twice after what they told us. It goes live on 3 July.", "Referrals tell the child's story"),
        ("1.2", "Bring decision making on domestic abuse notices into one daily meeting", "Detective Inspector", "May 2023", "30 June 2023", AMBER,
         "The meeting runs on four days of five. Police cover for Fridays has been asked for twice.", "Decisions within one working day"),
        ("1.3", "Visit every family that has been referred three times", "Early Help Manager", "June 2023", "Sept 2023", GREEN,
         "Forty-one of sixty families visited; most had not known that help was there.", "Repeat referrals below 18%"),
        ("1.4", "Recruit three senior social workers to the assessment teams", "Service Manager", "April 2023", "31 May 2023", RED,
         "Two rounds of adverts have failed. A market supplement goes to the personnel committee on 12 July and the posts are covered by agency staff until then, "
         "which costs £11,400 a month more than budgeted.", "No vacancy lasts longer than eight weeks"),
        ("1.5", "Hold assessments to forty-five days", "Service Manager", "April 2023", "Dec 2023", AMBER,
         "74% in time in May; 71% in April; 66% in March. The backlog of 112 is down to 57.", "85% of assessments are on time"),
        ("1.6", "Ask families what they thought of the assessment", "Participation Worker", "July 2023", "Oct 2023", GREY, "", "Families feel listened to"),
        ("1.7", "Put a family group conference before every pre-proceedings meeting", "Family Group Conference Coordinator", "June 2023", "30 November 2023", GREEN,
         "Nineteen held since June. Plans made by families have been accepted in fourteen of them. Two coordinators from the voluntary sector join in August.",
         "Fewer children come into care"),
        ("1.8", "Review how letters to parents are written", "Communications Officer", "May 2023", "31 August 2023", BLUE,
         "All 31 letters rewritten with parents.", "Parents understand letters the first time"),
    ]
    shaded = lambda fill: c(fill=fill)
    d.add(tbl(header, *(tr(*row[:5], shaded(row[5]), *row[6:]) for row in rows[:number]), widths=widths))


@plan("50-pdf-portrait", "pdf")
def pdf_portrait():
    """A PDF of portrait pages: narrow columns, rows that run over the page, colours alone as ratings."""
    d = Document(landscape=False, size=10)
    d.title("Brackenholt Improvement Plan")
    d.add("Brackenholt Borough Council", "Position at 30 June 2023")
    d.heading("Priority 1: Help at the right time")
    portrait(d, 8)
    return d


@plan("51-pdf-two-priorities", "pdf")
def pdf_two_priorities():
    """A PDF of landscape pages: struck dates, merged owners, title rows in the table, lists in cells."""
    d = Document(size=11)
    d.title("Stourbeck Children First")
    d.add("Delivery plan, report to the board of 9 May 2024")
    title = lambda words: tr(c(p(f"**{words}**"), fill="D9D9D9", span=6))
    d.add(tbl(
        head("Action", "Owner", "Deadline", "Status", "Update May 24", "Evidence of impact"),
        title("Priority 1 – Permanence"),
        tr("1.1 Track every child who waits for a family", c("Permanence Manager", down="first"), "~~January 2024~~ March 2024", c("Green", fill=GREEN),
           c(bullet("Tracker covers 61 children."), bullet("Panel meets each fortnight.")), "Children wait 40 days less"),
        tr("1.2 Begin family finding at the second review", c(down="more"), "June 2024", c("Amber", fill=AMBER), "Begun for half the children.", "No child waits for a placement order"),
        title("Priority 2 – Care leavers"),
        tr("2.1 Offer each care leaver a home of their own by 19", "Housing Options Manager", "~~Dec 2023~~ ~~March 2024~~ Sept 2024", c("Red", fill=RED),
           "Nine flats of thirty are let.", "No care leaver is homeless"),
        tr("2.2 Open a drop-in for care leavers in each town", "Personal Adviser Lead", "July 2024", c("Yellow", fill=YELLOW), "Open in two of three towns.", "Care leavers have somewhere to go"),
        tr("2.3 Pay for a laptop for every care leaver in education", "Virtual School Head", "April 2024", c("Blue", fill=BLUE), "All 48 have one.", "Nobody leaves a course for want of a laptop"),
    ))
    return d
