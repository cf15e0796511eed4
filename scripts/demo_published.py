#!/usr/bin/env python3
"""Writes the invented published tables of the demonstration: demo/published/{values,dictionary,neighbours}.csv.

Every authority and every value is invented; always the same bytes. The keys of measures are those that definitions name
as their benchmark. Values lie where such values lie, so that lines on charts can be read.
"""
import csv
import pathlib
import random

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "demo" / "published"
YEARS = range(2021, 2026)
REGIONS = {"Fen Counties": "985", "Dale Counties": "982"}
AUTHORITIES = [
    ("801", "Aldermere", "Fen Counties"), ("802", "Brackwater", "Fen Counties"), ("803", "Caldbeck Vale", "Dale Counties"),
    ("804", "Dunmarsh", "Fen Counties"), ("805", "Eastholm", "Fen Counties"), ("806", "Fellingham", "Dale Counties"),
    ("807", "Gorsedale", "Dale Counties"), ("808", "Harrowfen", "Fen Counties"), ("809", "Ivelmouth", "Fen Counties"),
    ("810", "Kestrel Bay", "Dale Counties"), ("811", "Langmere", "Dale Counties"), ("812", "Marrowby", "Dale Counties"),
]
# key, name, way that is better, unit, kind of year, what it counts, middle, spread, change a year, decimals
MEASURES = [
    ("Continue_Assess_Comp", "Assessments finished within 45 working days", "High", "% in time", "Financial Year", "Assessments finished in the year that took 45 working days or fewer.", 84.0, 7.0, 0.4, 1),
    ("ReReferral", "Referrals within 12 months of an earlier one", "Low", "% of referrals", "Financial Year", "Referrals of the year whose child had been referred in the 12 months before.", 21.5, 3.5, 0.2, 1),
    ("CIN_Refferals_NFA", "Referrals that ended in no further action", "-", "% of referrals", "Financial Year", "Referrals of the year that were closed without an assessment.", 6.8, 3.0, -0.1, 1),
    ("CP_conf_15days", "Initial conferences within 15 working days", "High", "% in time", "Financial Year", "Initial conferences of the year held 15 working days or fewer after the strategy discussion.", 80.0, 8.0, 0.5, 1),
    ("RevCP", "Child protection plans reviewed in time", "High", "% reviewed", "Financial Year", "Children on a plan for three months or longer all of whose reviews of the year were in time.", 90.5, 4.0, 0.2, 1),
    ("CPP_rate", "Children on a child protection plan", "-", "Rate per 10,000", "Annual", "Children on a plan on 31 March for every 10,000 children.", 42.0, 9.0, -0.4, 1),
    ("PrevRegCPR", "Second or subsequent child protection plans", "Low", "% of plans", "Financial Year", "Plans begun in the year for a child who had been on a plan before.", 23.8, 4.0, 0.3, 1),
    ("CPPlans2yrsActive", "Child protection plans of two years or longer", "Low", "% of plans", "Financial Year", "Plans open on 31 March for two years or longer.", 2.4, 1.2, 0.0, 1),
    ("CIN", "Children in need", "-", "Rate per 10,000", "Annual", "Children in need on 31 March for every 10,000 children.", 331.0, 45.0, 2.0, 1),
    ("LAC", "Children in care", "-", "Rate per 10,000", "Annual", "Children in care on 31 March for every 10,000 children.", 68.0, 14.0, 0.6, 0),
    ("LACStable_2016on", "Three or more placements in a year", "Low", "% of children in care", "Financial Year", "Children in care on 31 March who had three or more placements in the year.", 10.2, 2.0, 0.1, 0),
    ("LACDistance", "Placed over 20 miles from home and outside the area", "Low", "% of children in care", "Financial Year", "Children in care on 31 March placed more than 20 miles from home and outside the authority.", 17.0, 5.0, 0.4, 0),
    ("Children_missing", "Children in care who went missing", "-", "% of children", "Financial Year", "Children in care at any time in the year who went missing in it.", 11.0, 3.0, 0.0, 0),
    ("CareLeaverAcc", "Care leavers in suitable accommodation", "High", "% of leavers", "Financial Year", "Care leavers of 19 to 21 whose accommodation was suitable.", 88.0, 4.0, 0.2, 0),
    ("CareLeaverEET", "Care leavers in education, employment or training", "High", "% of leavers", "Financial Year", "Care leavers of 19 to 21 in education, employment or training.", 54.5, 6.0, 0.3, 0),
    ("Work_Force_Vac_Rate", "Vacant posts of social workers", "Low", "% vacancies", "Annual (end of Sept)", "Full-time equivalents of vacant posts on 30 September.", 16.0, 5.0, -0.6, 1),
    ("Work_Force_TO_Rate", "Percentage of social workers who left", "Low", "% turnover", "Annual (end of Sept)", "Full-time equivalents who left in the year up to 30 September.", 14.5, 3.5, -0.5, 1),
    ("Work_Force_Agecy_Rate", "Agency social workers", "Low", "% agency staff", "Annual (end of Sept)", "Full-time equivalents of agency social workers on 30 September.", 15.5, 5.0, -0.4, 1),
    ("Work_Force_AvgNumCase_SW", "Cases for each social worker", "Low", "Case load", "Annual (end of Sept)", "Cases held on 30 September for each full-time equivalent.", 15.9, 1.6, -0.2, 1),
]


def shown(value, decimals):
    """A value as tables print it."""
    return f"{value:.{decimals}f}"


def write(name, head, rows):
    """One table."""
    with open(FOLDER / name, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(head)
        out.writerows(rows)


def main():
    """All three."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    chance = random.Random(2026)
    values = []
    for key, name, _, _, _, _, middle, spread, change, decimals in MEASURES:
        own = {code: chance.uniform(-spread, spread) for code, _, _ in AUTHORITIES}
        for year in YEARS:
            level = middle + change * (year - YEARS[0])
            of = {}
            for code, _, _ in AUTHORITIES:
                of[code] = max(0.0, level + own[code] + chance.uniform(-spread, spread) / 4)
            for code, area, region in AUTHORITIES:
                cell = shown(of[code], decimals)
                # Small numbers are withheld, and somebody always sends nothing in.
                if key == "CPPlans2yrsActive" and of[code] < 1.5:
                    cell = "c"
                elif chance.random() < 0.02 and code != "801":
                    cell = "-"
                values.append((key, name, year, area, code, region, cell))
            for region, code in REGIONS.items():
                here = [of[c] for c, _, r in AUTHORITIES if r == region]
                values.append((key, name, year, region, code, "NA", shown(sum(here) / len(here), decimals)))
            values.append((key, name, year, "England", "970", "NA", shown(level, decimals)))
    write("values.csv", ["measure", "name", "period", "area", "la_code", "region", "value"], values)
    write(
        "dictionary.csv",
        ["measure", "name", "polarity", "unit", "decimals", "year_type", "description", "methodology"],
        [(k, n, p, u, d or "0", y, w, "Invented for the demonstration.") for k, n, p, u, y, w, _, _, _, d in MEASURES],
    )
    head = ["la_code", "la_name"] + [f"SN_{n}{p}" for n in range(1, 11) for p in ("", "P")]
    rows = []
    for code, area, _ in AUTHORITIES:
        others = [c for c, _, _ in AUTHORITIES if c != code]
        chance.shuffle(others)
        row = [code, area]
        for place, other in enumerate(others[:10]):
            row += [other, "Very close" if place < 4 else "Close" if place < 8 else "Somewhat close"]
        rows.append(row)
    write("neighbours.csv", head, rows)


if __name__ == "__main__":
    main()
