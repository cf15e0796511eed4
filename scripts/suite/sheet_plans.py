"""Invented plans in workbooks, each as awkward as life. Every place, body and person is invented."""

from datetime import date

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

PLANS = {}
RED, AMBER, GREEN, BLUE, GREY, BAND = "FF0000", "FFC000", "00B050", "0070C0", "A6A6A6", "1F3864"
LINE = Side(style="thin")


def plan(name, kind="xlsx"):
    """Names the plan that a function writes and the format it is kept in."""

    def keep(make):
        PLANS[name] = (make, kind)
        return make

    return keep


def row(sheet, number, values, fills=(), bold=False, ruled=True):
    """Writes a row; a fill of None leaves a cell as it is. Days are shown day first."""
    for column, value in enumerate(values, 1):
        cell = sheet.cell(number, column, value)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if ruled:
            cell.border = Border(LINE, LINE, LINE, LINE)
        if isinstance(value, date):
            cell.number_format = "dd/mm/yyyy"
        if bold:
            cell.font = Font(bold=True)
    for column, fill in enumerate(fills, 1):
        if fill:
            sheet.cell(number, column).fill = PatternFill("solid", fgColor=fill)


def book(*names):
    """A workbook with these sheets."""
    out = openpyxl.Workbook()
    out.remove(out.active)
    return out, *(out.create_sheet(name) for name in names)


def widths(sheet, *sizes):
    for column, size in zip("ABCDEFGHIJKLMNOP", sizes):
        sheet.column_dimensions[column].width = size


def struck(*parts):
    """Words of which every second part, beginning with the first, is struck through."""
    return CellRichText(*(TextBlock(InlineFont(strike=n % 2 == 0), part) for n, part in enumerate(parts)))


@plan("60-xlsx-tracker")
def tracker():
    """A cover, a plan with titles over its header, references as numbers, days and words as dates, colours as ratings,
    a formula for each row, a hidden column, comments, and sheets that are no plan."""
    out, cover, sheet, risks, lists = book("Cover", "Action plan", "Risks", "Lists")
    for number, words in enumerate(["Thistledown Metropolitan Borough", "Children's Improvement Programme – tracker", "Data as at 31 January 2024"], 2):
        cover.cell(number, 2, words)
    sheet["A1"] = "Children's Improvement Programme – action plan"
    sheet.merge_cells("A1:J1")
    sheet["A2"] = "Official – for the Improvement Board"
    sheet.merge_cells("A2:J2")
    row(sheet, 4, ["Ref", "Theme", "Action", "Action owner", "Internal code", "Due", "RAG", "Latest update", "Days left", "Intended impact"], [BAND] * 10, bold=True)
    text = "Reviewed with partners"
    rows = [
        (1.8, "Practice", "Train every social worker in the practice model", "Principal Social Worker", "PSW-1", date(2024, 3, 29), GREEN, "142 of 160 trained.", "Families meet one way of working"),
        (1.9, "Practice", "Record a case summary for each child", "Heads of Service", "HOS-4", date(2024, 1, 31), AMBER, "81% have a summary.", "The child's story is known"),
        (1.1, "Practice", "Stop writing assessments by copying the last one", "Quality Assurance Manager", "QA-2", "By end of March", RED, "Sixteen of forty audited were copies.", "Assessments are about this child now"),
        (1.11, "Practice", "Bring back group supervision", "Principal Social Worker", "PSW-3", "Ongoing", GREEN, "Five teams have begun.", "Staff think together"),
        (2.1, "Partners", "Agree who pays for children with complex needs", "Director of Integrated Care", "ICB-1", date(2023, 12, 22), BLUE, "Agreement signed on 20 December.", "No child waits while we argue"),
        (2.2, "Partners", "Publish the neglect strategy", "Partnership Manager", "P-7", struck("30/11/2023", "\n28/02/2024"), AMBER, text, "Neglect is named"),
    ]
    for number, (ref, theme, action, owner, code, due, fill, update, impact) in enumerate(rows, 5):
        row(sheet, number, [ref, theme, action, owner, code, due, None, update, f'=IF(ISNUMBER(F{number}),F{number}-DATE(2024,1,31),"")', impact], [None] * 6 + [fill])
    sheet.column_dimensions["E"].hidden = True
    sheet["H7"].comment = Comment("Is this the same sample as last month's?", "Board")
    widths(sheet, 8, 12, 40, 24, 12, 14, 8, 40, 10, 30)
    row(risks, 1, ["Risk", "Likelihood", "Impact", "Score"], bold=True)
    row(risks, 2, ["Loss of permanent staff", 4, 4, "=B2*C2"])
    row(risks, 3, ["Case system is replaced mid-year", 2, 5, "=B3*C3"])
    row(lists, 1, ["RAG", "Meaning"], bold=True)
    for number, (fill, words) in enumerate([(RED, "Off track"), (AMBER, "Some delay"), (GREEN, "On track"), (BLUE, "Complete")], 2):
        row(lists, number, [None, words], [fill])
    lists.sheet_state = "hidden"
    return out


@plan("61-xlsx-sheet-a-priority")
def sheet_a_priority():
    """A sheet for each priority, its columns in another order on each, objectives merged down the rows, a column of
    updates for each month."""
    out, first, second = book("1. Early help", "2. Children in need")
    first["A1"] = "Netherwick Families Plan – October 2023"
    row(first, 2, ["Objective", "Ref", "Milestone", "Lead", "Target", "Aug-23 update", "Sep-23 update", "Oct-23 update", "Status"], bold=True)
    row(first, 3, ["Families find help early", "EH1", "Open the advice line at weekends", "Early Help Manager", date(2023, 9, 1), "Staff consulted.", "Open since 9 September.", "Calls up by a third.", "Complete"])
    row(first, 4, [None, "EH2", "Put a family worker in each secondary school", "Head of Inclusion", date(2024, 1, 8), "Five schools asked.", "Three have said yes.", None, "On track"])
    row(first, 5, [None, "EH3", "Write one early help assessment with health", "Public Health Lead", date(2023, 10, 31), None, "Draft with health visitors.", "Health has asked for more time.", "At risk"])
    first.merge_cells("A3:A5")
    row(second, 1, ["Status", "Milestone", "Ref", "Target", "Lead", "Objective", "Oct-23 update", "Sep-23 update", "Aug-23 update"], bold=True)
    row(second, 2, ["Off track", "See every child in need once in four weeks", "CN1", date(2023, 9, 29), "Service Manager North", "Visits that matter", "71% seen in October.", "69% seen.", "64% seen."])
    row(second, 3, ["On track", "Give each team a duty worker", "CN2", "December 2023", "Service Manager South", None, "Rota out for comment.", None, None])
    second.merge_cells("F2:F3")
    row(second, 4, ["Not started", "Close cases that need no social worker", "CN3", date(2024, 2, 1), "Service Manager North", "The right cases", None, None, None])
    return out


@plan("62-xlsx-milestones")
def milestones():
    """One row for each milestone under an action whose cells are merged; the second block starts a new header."""
    out, sheet = book("Plan")
    sheet["A1"] = "Ambrook Youth Justice Partnership: HMIP improvement plan"
    sheet["A2"] = "Reported to the management board on 6 July 2023"
    header = ["HMIP recommendation", "Action no.", "Action", "Responsible", "Milestone", "Milestone date", "Milestone RAG", "Comment"]
    row(sheet, 4, header, [BAND] * 8, bold=True)
    block = [
        ("1. Improve the quality of assessments of safety and wellbeing", "1", "Rebuild the assessment training", "Youth Justice Manager", "Needs of staff surveyed", date(2023, 5, 31), BLUE, "28 of 30 answered."),
        (None, None, None, None, "Training written with the young people's panel", date(2023, 7, 31), GREEN, "Two of four modules written."),
        (None, None, None, None, "All case managers trained", date(2023, 11, 30), GREY, None),
        (None, "2", "Countersign each plan within five days", "Operational Managers", "Standard agreed", date(2023, 6, 30), AMBER, "Agreed by two of three managers."),
        (None, None, None, None, "Nine plans in ten countersigned", date(2023, 9, 30), GREY, None),
    ]
    for number, (*values, fill, comment) in enumerate(block, 5):
        row(sheet, number, [*values, None, comment], [None] * 6 + [fill])
    for merged in ("A5:A9", "B5:B7", "C5:C7", "D5:D7", "B8:B9", "C8:C9", "D8:D9"):
        sheet.merge_cells(merged)
    row(sheet, 11, header, [BAND] * 8, bold=True)
    block = [("2. Give the board the information that it needs", "3", "Bring a scorecard to each board", "Performance Officer", "First scorecard", date(2023, 7, 6), BLUE, "On today's agenda."),
             (None, None, None, None, "Scorecard has the views of young people", date(2023, 10, 5), GREEN, "Questions tried with eleven.")]
    for number, (*values, fill, comment) in enumerate(block, 12):
        row(sheet, number, [*values, None, comment], [None] * 6 + [fill])
    for merged in ("A12:A13", "B12:B13", "C12:C13", "D12:D13"):
        sheet.merge_cells(merged)
    return out


@plan("63-ods-colours", "ods")
def colours():
    """An OpenDocument workbook: colours as ratings, a hidden row, merged themes over the rows, a count at the end."""
    out, sheet = book("Improvement Plan")
    sheet["A1"] = "Fenny Ashcombe Council: children's improvement plan"
    sheet["A3"] = "Updated 20 September 2024"
    row(sheet, 5, ["Action", "Who", "How will we measure success?", "When", "RAG", "Commentary"], bold=True)
    sheet["A6"] = "Theme 1: Quality of practice"
    sheet.merge_cells("A6:F6")
    row(sheet, 7, ["Audit twelve files a month with families", "Quality Assurance Lead", "Audits say what families think", date(2024, 10, 31), None, "Nine done in August."], [None] * 4 + [AMBER])
    row(sheet, 8, ["Publish practice standards", "Principal Social Worker", "Staff know what good looks like", date(2024, 8, 30), None, "Out since 2 September."], [None] * 4 + [BLUE])
    row(sheet, 9, ["Train chairs of child protection conferences", "Safeguarding Manager", "Plans are clear to parents", "Winter 2024", None, None], [None] * 4 + [GREY])
    sheet["A10"] = "Theme 2: Leadership"
    sheet.merge_cells("A10:F10")
    row(sheet, 11, ["Visit a front-line team each month", "Chief Executive", "Leaders know practice at first hand", "Monthly", None, "Visited the night team in August."], [None] * 4 + [GREEN])
    row(sheet, 12, ["Set a budget that follows demand", "Section 151 Officer", "No overspend on placements", date(2025, 2, 28), None, "Gap of £2.1m remains."], [None] * 4 + [RED])
    row(sheet, 13, ["Actions", "=COUNTA(B7:B12)", None, None, None, None], bold=True)
    sheet.row_dimensions[9].hidden = True
    sheet["F12"].comment = Comment("Figures from finance, August.", "Finance")
    return out


@plan("64-xls-old-excel", "xls")
def old_excel():
    """A workbook of the older Excel: colours as ratings, dates struck through, shares done, titles between the rows."""
    out, sheet, notes = book("Tracker", "Notes")
    sheet["A1"] = "Gorsley Fostering Agency – regulatory action plan"
    sheet["A2"] = "As at 28 February 2023"
    row(sheet, 3, ["ID", "Requirement", "Action to be taken", "Person responsible", "Original date", "Revised date", "% complete", "RAG", "Evidence of progress"], bold=True)
    rows = [
        ("F01", "Regulation 11", "Match each child with a written record", "Registered Manager", date(2023, 1, 31), None, 1, GREEN, "All 34 matches since December are recorded."),
        ("F02", "Regulation 12", "Review carers' safer caring plans each year", "Supervising Social Workers", date(2022, 12, 16), date(2023, 3, 31), 0.6, AMBER, "22 of 37 reviewed."),
        ("F03", "Regulation 13", "Keep a log of restraint and read it monthly", "Responsible Individual", date(2022, 11, 30), date(2023, 2, 10), 0.4, RED, "Log began in February."),
        ("F04", "Standard 21", "Give carers supervision every six weeks", "Registered Manager", date(2023, 4, 28), None, 0.5, GREEN, "On time for half of carers."),
    ]
    for number, (ident, rule, action, who, first, second, share, fill, evidence) in enumerate(rows, 4):
        row(sheet, number, [ident, rule, action, who, first, second, share, None, evidence], [None] * 7 + [fill])
        sheet.cell(number, 7).number_format = "0%"
        if second:
            sheet.cell(number, 5).font = Font(strike=True)
    row(notes, 1, ["Kept by the business support officer; send changes by the 20th of the month."], ruled=False)
    return out


@plan("65-ods-months", "ods")
def months():
    """An OpenDocument workbook with a colour for each month, references such as 3.10 as numbers, dates as words."""
    out, sheet = book("Workstream 3")
    sheet["A1"] = "Workstream 3 – Children who live away from home"
    sheet["A2"] = "Lowmoor and Stanning Joint Improvement Plan, position at 31 March 2024"
    row(sheet, 4, ["Ref", "Action", "Lead officer", "Jan 24", "Feb 24", "Mar 24", "Timescale", "What we did in March", "Difference for children"], bold=True)
    rows = [
        (3.8, "Visit each home once a quarter without notice", "Head of Placements", (GREEN, GREEN, GREEN), "30 June 2024", "Eleven visits, one concern.", "Homes are as good as they say"),
        (3.9, "Move the twelve children in unregistered homes", "Assistant Director", (RED, RED, AMBER), "29 February 2024", "Three children still to move.", "Every home is registered"),
        (3.1, "Bring siblings together twelve times a year", "Contact Manager", (AMBER, AMBER, RED), "31/05/2024", "Forty visits were called off.", "Brothers and sisters know each other"),
        (3.11, "Ask each child how the move went", "Participation Manager", (None, GREEN, GREEN), "Ongoing from February 2024", "Sixteen children answered.", "Moves are planned with children"),
    ]
    for number, (ref, action, lead, colours, when, update, impact) in enumerate(rows, 5):
        row(sheet, number, [ref, action, lead, None, None, None, when, update, impact], [None] * 3 + list(colours))
    return out


@plan("66-pdf-of-a-sheet", "pdf")
def pdf_of_a_sheet():
    """A workbook printed as PDF, the header repeated on each page, ratings as words in colour."""
    out, sheet = book("Plan")
    sheet["A1"] = "Quarry Hill Academy Trust: Safeguarding Action Plan"
    sheet["A2"] = "Reviewed 15 November 2023"
    row(sheet, 4, ["No", "Action required", "Person responsible", "Deadline", "RAG", "Progress update", "Success criteria"], ["D9E2F3"] * 7, bold=True)
    rows = [
        ("1", "Check the single central record of every school each half term", "Trust Safeguarding Lead", date(2023, 10, 27), "Blue", BLUE, "All nine checked; two gaps were closed the same day.", "No adult works unchecked"),
        ("2", "Train governors with a safeguarding role", "Governance Manager", date(2023, 12, 15), "Green", GREEN, "Seven of nine governors trained.", "Governors ask the right questions"),
        ("3", "Replace the paper log of concerns", "Head of IT", date(2023, 9, 29), "Red", RED, "Three schools still use paper because their leads were not released for training; dates in November are booked.", "Patterns are seen across schools"),
        ("4", "Teach every pupil how to ask for help", "Curriculum Lead", date(2024, 3, 28), "Amber", AMBER, "Lessons are written for years 3 to 9.", "Pupils name a trusted adult"),
        ("5", "Rewrite the attendance policy with the local authority", "Deputy Chief Executive", date(2024, 1, 31), "Green", GREEN, "First draft went to heads in November.", "Persistent absence below 15%"),
        ("6", "Visit children who are missing education within two days", "Attendance Managers", date(2023, 11, 30), "Amber", AMBER, "Two days in 70% of cases; five days in all.", "Nobody drops out of sight"),
    ]
    for number, (ref, action, who, due, word, fill, update, success) in enumerate(rows, 5):
        row(sheet, number, [ref, action, who, due, word, update, success], [None] * 4 + [fill])
        sheet.row_dimensions[number].height = 75
    widths(sheet, 5, 30, 18, 12, 8, 36, 24)
    sheet.row_dimensions[4].height = 32
    sheet.print_title_rows = "4:4"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)
    return out
