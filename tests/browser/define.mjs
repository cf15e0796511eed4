// A definition adapted in the browser: refused with the line, tried over the kept weeks, saved with a reason, taken back. The
// pages that a form alone leads to are looked at here, wide and narrow.
import { faults } from './axe.mjs'
import { widths } from './site.mjs'

const expect = (holds, words) => { if (!holds) throw new Error(words) }

/** Walks; returns what was done, step by step. */
export async function define (page, home) {
  const steps = []
  const sound = async what => {
    for (const viewport of Object.values(widths)) {
      await page.setViewportSize(viewport)
      const wrong = await faults(page)
      expect(!wrong.length, `${what} at ${viewport.width}: ${wrong.join('; ')}`)
    }
    await page.setViewportSize(widths.wide)
  }
  await page.setViewportSize(widths.wide)
  await page.goto(home)
  await page.getByRole('navigation', { name: 'Plan pages' }).getByRole('link', { name: 'Measures' }).click()
  await page.getByRole('link', { name: 'Definitions', exact: true }).click()
  await page.locator('main a[href$="/definitions/cin_open"]').click()
  const definition = page.url()
  await page.getByRole('link', { name: 'Adapt it' }).click()
  const query = await page.inputValue('#sql')
  await page.fill('#sql', query + ' LIMIT 3')
  await page.getByRole('button', { name: 'Try it' }).click()
  await page.locator('.govuk-error-summary').waitFor()
  expect((await page.locator('#sql-error').innerText()).includes('every row counts'), 'what is wrong does not stand at the query')
  await sound('a definition that is refused')
  steps.push('was told what is wrong with the query, and where')

  await page.fill('#sql', query.replace('ELSE 1', 'WHEN x.worker IS NULL THEN 0 ELSE 1'))
  await page.fill('#purpose', 'How many children in need have a worker.')
  await page.getByRole('button', { name: 'Try it' }).click()
  await page.waitForURL(/\/write-definition\/.+/)
  await sound('a definition that is tried')
  const text = await page.locator('main').innerText()
  expect(text.includes('not saved') && text.includes('How many children in need have a worker.'), 'the trial does not say what would change')
  steps.push(`tried it: ${(await page.locator('.app-lede').innerText()).trim()}`)

  await page.getByRole('button', { name: 'Save version 2' }).click()
  await page.locator('.govuk-error-summary').waitFor()
  await page.fill('#why', 'Children without a worker are followed up apart')
  await page.getByRole('button', { name: 'Save version 2' }).click()
  await page.waitForURL(definition)
  expect((await page.locator('main').innerText()).includes('followed up apart'), 'the version does not say why')
  await sound('a definition in two versions')
  steps.push('saved version 2 with its reason')

  await page.getByRole('button', { name: 'Undo' }).click()
  await page.waitForLoadState()
  await page.goto(definition)
  expect((await page.locator('h1 .govuk-caption-l').innerText()).includes('@1'), 'it was not taken back')
  steps.push('took it back')
  return steps
}
