// Figures that people state: one typed in with a gap and then without, a file previewed and kept, both taken back; the
// page of a preview, which no link leads to, looked at like any other.
import { faults } from './axe.mjs'
import { widths } from './site.mjs'

const expect = (holds, words) => { if (!holds) throw new Error(words) }

const FILE = `measure,service,from,to,numerator,denominator,value,source,as at
appraisals_pct,,2025-10-01,2025-12-31,,,81%,Report of the people service,2026-01-12
no_such_measure,,2025-10-01,2025-12-31,,,81%,Report of the people service,2026-01-12
`

/** Walks; returns what was done, step by step. */
export async function stated (page, home) {
  const steps = []
  await page.setViewportSize(widths.wide)
  await page.goto(new URL('/plans', home).href)
  await page.locator('main .app-list a').first().click()
  const address = new URL(new URL(page.url()).pathname + '/figures', home).href
  await page.goto(address)
  await page.selectOption('#measure', 'appraisals_pct')
  for (const [part, value] of [['day', '31'], ['month', '1'], ['year', '2026']]) await page.fill(`#to-${part}, [name="to-${part}"]`, value)
  await page.fill('#value', '83%')
  await page.getByRole('button', { name: 'Keep it' }).click()
  expect(await page.locator('.govuk-error-summary').count() === 1, 'a figure was kept without its source')
  for (const text of await faults(page)) throw new Error('the form with its errors: ' + text)
  await page.fill('#source', 'Report of the people service, February 2026')
  await page.getByRole('button', { name: 'Keep it' }).click()
  expect((await page.locator('main').innerText()).includes('83%'), 'the figure is not on the page')
  steps.push('typed a figure in, its gap said first')

  await page.setInputFiles('#files', { name: 'past.csv', mimeType: 'text/csv', buffer: Buffer.from(FILE) })
  await page.getByRole('button', { name: 'Read it' }).click()
  await page.waitForURL(/\/figures\/review\/.+/)
  for (const viewport of Object.values(widths)) {
    await page.setViewportSize(viewport)
    for (const text of await faults(page)) throw new Error(`the preview at ${viewport.width}: ${text}`)
  }
  await page.setViewportSize(widths.wide)
  expect((await page.locator('main').innerText()).includes('There is no measure “no_such_measure”'), 'the line that cannot be taken is not named')
  await page.getByRole('button', { name: 'Keep them' }).click()
  await page.waitForURL(/\/figures$/)
  expect((await page.locator('main').innerText()).includes('past.csv line 2'), 'the file’s figure is not on the page')
  steps.push('previewed a file and kept it')
  await page.getByRole('button', { name: 'Take back past.csv' }).click()
  await page.waitForURL(/\/figures$/)
  expect(!(await page.locator('main').innerText()).includes('past.csv line 2'), 'the file still counts')
  steps.push('took the file back')
  return steps
}
