"""Further invented plans, kept in whatever a council would send. Every place, body and person is invented."""

import sheet_plans
import word_plans
from sheet_plans import BAND as NAVY, book, row, widths
from word import BAND, Document, bullet, c, head, p, tbl, tr


@sheet_plans.plan("67-xlsx-letters-and-initials")
def letters_and_initials():
    """A rating as one letter beside a status in words, owners as initials with a key, quarters as dates, a table of
    measures by month on a sheet of its own."""
    out, sheet, measures, key = book("Plan 24-25", "Measures", "Initials")
    sheet["A1"] = "Fennimore Council – Children's Services Improvement Plan 2024/25"
    sheet["A2"] = "Position at 31 October 2024"
    row(sheet, 4, ["Ref", "Priority", "Action", "Owner", "When", "RAG", "Status", "Position", "What will be different"], [NAVY] * 9, bold=True)
    rows = [
        ("A1", "Assessment", "Hold a planning meeting before each assessment begins", "JT", "Q1 2024/25", "B", "Complete", "All six teams hold them.", "Assessments ask the right questions"),
        ("A2", "Assessment", "Write assessments that a parent can read in ten minutes", "JT / PSW", "Q3 2024/25", "G", "In progress", "A short form is on trial in two teams.", "Parents know what we worry about"),
        ("A3", "Assessment", "Have a manager read each assessment on day ten", "TMs", "Q3 2024/25", "A", "In progress", "58% read by day ten in September.", "Drift is seen early"),
        ("B1", "Placements", "Open two homes for children of our own", "RK", "Q4 2024/25", "R", "Delayed", "The second house was sold to somebody else.", "Children stay near their school"),
        ("B2", "Placements", "Pay carers for the weeks between children", "RK", "Q2 2024/25", "B", "Complete", "Paid since 1 July.", "Carers stay with us"),
        ("B3", "Placements", "Write a sufficiency statement with young people", "MO", "Q1 2025/26", "-", "Not started", None, "Young people choose with us"),
    ]
    for number, values in enumerate(rows, 5):
        row(sheet, number, values)
    row(measures, 1, ["Measure", "Target", "Jul-24", "Aug-24", "Sep-24"], bold=True)
    row(measures, 2, ["Assessments finished in 45 days", "90%", "81%", "83%", "86%"])
    row(measures, 3, ["Children placed more than 20 miles away", "15%", "22%", "21%", "21%"])
    row(key, 1, ["Initials", "Name and post"], bold=True)
    for number, values in enumerate([("JT", "June Tarrant, Head of Assessment"), ("RK", "Rafi Khan, Head of Placements"), ("MO", "Mo Orrell, Commissioner"), ("TMs", "All team managers"), ("PSW", "Principal Social Worker")], 2):
        row(key, number, values)
    widths(sheet, 8, 16, 40, 14, 14, 8, 14, 40, 36)
    return out


@sheet_plans.plan("68-xlsx-banners-and-bullets")
def banners_and_bullets():
    """Merged banners name the priorities and their sponsors, headers in two rows merged over their groups, steps as a
    list of bullets in one cell, school terms as dates."""
    out, sheet = book("Sheet1")
    sheet["A1"] = "SEND and Inclusion Improvement Plan"
    sheet["A2"] = "Oxley Vale Council and Oxley Vale Integrated Care Board – September 2024"
    row(sheet, 4, ["No", "What we will do", None, "Who and when", None, "How it is going", None], [NAVY] * 7, bold=True)
    row(sheet, 5, [None, "Action", "Steps", "Lead", "By", "RAG", "Comment"], [NAVY] * 7, bold=True)
    for merged in ("A4:A5", "B4:C4", "D4:E4", "F4:G4"):
        sheet.merge_cells(merged)

    def banner(number, words):
        row(sheet, number, [words], ["D9E2F3"], bold=True)
        sheet.merge_cells(f"A{number}:G{number}")

    banner(6, "PRIORITY 1: NEEDS ARE FOUND EARLY (Sponsor: Director of Education)")
    row(sheet, 7, [1, "Check the speech of every child at two", "• Train forty health visitors\n• Buy the screening tool\n• Send results to settings", "Designated Clinical Officer", "Autumn term 2024", "Green", "Tool bought in June."])
    row(sheet, 8, [2, "Give each school a named educational psychologist", "• Fill three posts\n• Publish the list", "Principal Educational Psychologist", "Spring term 2025", "Amber", "One post filled of three."])
    banner(9, "PRIORITY 2: PLANS ARE WRITTEN ON TIME (Sponsor: Director of Integrated Care)")
    row(sheet, 10, [3, "Finish new plans in twenty weeks", "• Add two plan writers\n• Weekly review of late plans", "SEND Service Manager", "Summer term 2025", "Red", "41% on time in July, 39% in August."])
    row(sheet, 11, [4, "Ask for health advice on the day a request comes", "• Shared inbox\n• Chase at week four", "Health Coordinator", "31/10/2024", "Green", None])
    widths(sheet, 6, 34, 34, 28, 18, 10, 34)
    return out


@word_plans.plan("48-docx-numbered-by-word")
def numbered_by_word():
    """References only as Word numbers them, banners over the width of the table, a header in two rows, bulleted notes."""
    d = Document()
    d.title("Marlpit Borough Council: Adoption and Permanence Plan")
    d.add("Updated 5 June 2024")
    refs = d.numbering(("decimal", "%1."), ("decimal", "%1.%2"))
    part = lambda words: tr(c(p(f"**{words}**", numbered=(refs, 0)), fill=BAND, span=6))
    ref = lambda: c(p("", numbered=(refs, 1)))
    d.add(tbl(
        tr(c(p("**Ref**"), down="first"), c(p("**Action**"), down="first"), c(p("**Accountability**"), span=2), c(p("**Reporting**"), span=2), header=True),
        tr(c(down="more"), c(down="more"), c(p("**Lead**")), c(p("**Deadline**")), c(p("**BRAG**")), c(p("**Latest position**")), header=True),
        part("Finding families sooner"),
        tr(ref(), "Start family finding when a child comes into care", "Permanence Manager", "End of July 2024", "Green", c(bullet("Eleven of fourteen started in May."), bullet("Three wait for a report."))),
        tr(ref(), "Hold matching panels each fortnight", "Panel Adviser", "1 September 2024", "Amber", "Chairs are found for every third week."),
        part("Keeping families together"),
        tr(ref(), "Offer every adoptive family a yearly review", "Post Adoption Manager", "~~March 2024~~ October 2024", "Red", "No reviews yet: posts vacant."),
        tr(ref(), "Set up a group for special guardians", "Post Adoption Manager", "Complete", "Blue", "Met in April and May."),
    ))
    return d


@word_plans.plan("49-docx-milestones-under-dates")
def milestones_under_dates():
    """A column for each milestone date, priorities as a line above each table, two people as owner, a colour word in brackets."""
    d = Document()
    d.title("Children in Care Council Pledge: Delivery Plan")
    d.add("Stonebeck County Council, 14 January 2025")
    header = head("Pledge", "Lead(s)", "By", "By end March 2025", "By end September 2025", "Rating")
    d.add("**Theme 1 – Somewhere that feels like home**")
    d.add(tbl(
        header,
        tr("Every young person sees two homes before choosing", "Head of Placements and Lead Reviewing Officer", "30 September 2025", "Visits paid for", "Nine in ten young people say they chose", "On track (Green)"),
        tr("Every home has a private telephone", "Homes Manager", "31 March 2025", "Telephones in all twelve homes", "", "Delayed (Amber)"),
    ))
    d.add("**Theme 2 – Being heard**")
    d.add(tbl(
        header,
        tr("Young people write the agenda of the panel", "Participation Worker", "30 September 2025", "First agenda written by them", "All agendas written by them", "On track (Green)"),
        tr("Every letter is answered by a person in seven days", "Complaints Manager", "31 March 2025", "Standard agreed with young people", "", "Done (Blue)"),
    ))
    return d


@word_plans.plan("52-pdf-landscape-two-headers", "pdf")
def landscape_two_headers():
    """A landscape PDF whose header has two rows, with a recommendation merged down several rows."""
    d = Document(size=9)
    d.title("Whinfell Youth Justice Service: Inspection Action Plan")
    d.add("Position at 30 April 2024")
    first = lambda words: c(words, down="first")
    more = lambda: c(down="more")
    d.add(tbl(
        tr(c(p("**HMIP recommendation**"), down="first"), c(p("**Ref**"), down="first"), c(p("**Action**"), down="first"), c(p("**Delivery**"), span=3), c(p("**Difference made**"), down="first"), header=True),
        tr(more(), more(), more(), c(p("**Lead**")), c(p("**Due date**")), c(p("**RAG**")), more(), header=True),
        tr(first("1. Improve the assessment of risk to others"), "1.1", "Train all practitioners in the new risk tool", "Operations Manager", "30/06/2024", "Green", "Plans name who may be harmed"),
        tr(more(), "1.2", "Sample ten assessments a month with the police", "Quality Lead", "31/05/2024", "Amber", "The police and we see the same risk"),
        tr(first("2. Give victims a voice in each order"), "2.1", "Offer every victim a meeting in ten days", "Victim Liaison Officer", "30/09/2024", "Green", "Victims are asked"),
        tr(more(), "2.2", "Report what victims say to the board", "Service Manager", "31/07/2024", "Red", "The board hears victims"),
        widths=(2600, 900, 3600, 2200, 1500, 1000, 3000),
    ))
    return d
