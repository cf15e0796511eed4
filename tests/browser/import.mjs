// A plan that is misunderstood is put right on the review of its import: a column, then a row; then it is put away.

const expect = (holds, words) => { if (!holds) throw new Error(words) }

const PLAN = `Thornby improvement plan, December 2019

Ref,Zut,Lead,Due,RAG
,Homes that last,Head of Homes,,
1,Open a hub,Head of Early Help,May 2020,Green
2,Close the annexe,Head of Estates,June 2020,Amber
`

/** Walks; returns what was done, step by step. */
export async function importing (page, home) {
  const steps = []
  await page.goto(new URL('/import', home).href)
  await page.locator('input[type="file"]').first().setInputFiles({ name: 'plan.csv', mimeType: 'text/csv', buffer: Buffer.from(PLAN) })
  await page.locator('main form button[type="submit"], main form button').first().click()
  await page.waitForURL(/\/import\/.+/)
  const review = page.url()

  const columns = page.locator('details').filter({ hasText: 'What the columns were read as' })
  if (!await columns.evaluate(d => d.open)) await columns.locator('summary').click()
  await columns.getByLabel('Zut', { exact: true }).selectOption('action')
  await columns.getByRole('button', { name: 'Read again with these meanings' }).click()
  await page.waitForLoadState()
  expect(new URL(page.url()).pathname === new URL(review).pathname, 'the review was left')
  expect((await page.locator('main').innerText()).includes('Open a hub'), 'the column was not read as said')
  steps.push('said what a column means')

  const rows = page.locator('details').filter({ hasText: 'What the rows were read as' })
  if (!await rows.evaluate(d => d.open)) await rows.locator('summary').click()
  await rows.getByLabel('Homes that last | Head of Homes').selectOption('heading')
  await rows.getByRole('button', { name: 'Read again with these rows' }).click()
  await page.waitForLoadState()
  const chosen = page.locator('details').filter({ hasText: 'What the rows were read as' }).getByLabel('Homes that last | Head of Homes')
  expect(await chosen.inputValue() === 'heading', 'the row was not read as said')
  steps.push('said what a row is')

  await page.getByRole('button', { name: 'Put it away' }).click()
  await page.waitForURL(/\/import$/)
  steps.push('put it away: nothing of it was kept')
  return steps
}
