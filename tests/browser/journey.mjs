// The month of a programme manager in one walk: from a recommendation to its action, a date revised with its reason,
// a rating overridden, both taken back, two days compared.

const expect = (holds, words) => { if (!holds) throw new Error(words) }

/** Walks; returns what was done, step by step. Wanted: a plan's address, a recommendation's number, an action's reference. */
export async function journey (page, home, wanted = {}) {
  const steps = []
  const step = text => steps.push(text)
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.goto(new URL(wanted.plan ?? '/plans', home).href)
  if (!wanted.plan) await page.locator('main .app-list a').first().click()
  const plan = new URL(page.url()).pathname
  step(`opened “${(await page.locator('h1').innerText()).trim()}”`)

  await page.getByRole('navigation', { name: 'Plan pages' }).getByRole('link', { name: 'Recommendations' }).click()
  const answered = page.locator('main tbody tr').filter({ has: page.locator('td[data-label="Actions"] a') })
  const row = wanted.recommendation ? page.locator('main tbody tr').filter({ has: page.locator(`th a:text-is("${wanted.recommendation}")`) }) : answered
  await row.first().locator('th a').click()
  step(`followed ${(await page.locator('h1 .govuk-caption-l').innerText()).trim()}`)

  const refs = page.locator('th.app-table__ref a')
  await (wanted.action ? refs.filter({ hasText: new RegExp(`^\\s*${wanted.action}\\s*$`) }) : page.locator('tr:not(:has(td[data-label="Delivery"] .app-rating--blue)) th.app-table__ref a')).first().click()
  const action = page.url()
  step(`came to ${(await page.locator('h1 .govuk-caption-l').innerText()).trim()}`)
  const before = await page.locator('.app-dates').allInnerTexts()

  if (await page.getByRole('link', { name: 'Reopen it' }).count()) {
    await page.getByRole('link', { name: 'Reopen it' }).click()
    await page.fill('#why', 'The evidence does not show it yet')
    await page.click('main form button')
    step('reopened it, since it was said to be complete')
  }
  await page.getByRole('link', { name: 'Revise the date' }).click()
  await page.fill('#phrase', '31 March 2030')
  await page.click('main form button')
  expect(await page.locator('.govuk-error-summary').count() === 1 || before.length === 0, 'a date was revised without a reason')
  await page.fill('#phrase', '31 March 2030')
  await page.fill('#why', 'Waiting for the partners’ training to finish')
  await page.fill('#agreed-by', 'The improvement board')
  await page.click('main form button')
  await page.waitForURL(url => url.pathname === new URL(action).pathname)
  const dates = await page.locator('.app-dates').innerText()
  expect(dates.includes('31 March 2030') && dates.includes('Waiting for the partners’ training'), 'the new date and its reason are not shown')
  step('revised its date with a reason')

  await page.getByRole('link', { name: /Confirm or override delivery rating/ }).click()
  await page.locator('input[name="level"][value="amber"]').check()
  await page.fill('#why', 'The board saw it in practice')
  await page.click('main form button')
  await page.waitForURL(url => url.pathname === new URL(action).pathname)
  expect((await page.locator('#ratings + dl').innerText()).includes('The board saw it in practice'), 'the rating is not shown with its reason')
  step('overrode its rating with a reason')

  await page.locator('.app-notice').getByRole('button', { name: 'Undo' }).click()
  await page.waitForLoadState()
  expect(!(await page.locator('#ratings + dl').innerText()).includes('The board saw it in practice'), 'the rating was not taken back')
  step('took the rating back')

  await page.goto(new URL(plan + '/history', home).href)
  expect((await page.locator('.app-deeds').innerText()).includes('31 March 2030'), 'the history does not tell of the date')
  await page.getByRole('form', { name: 'Compare two days' }).getByRole('button', { name: 'Compare' }).click()
  const differences = await page.locator('main').innerText()
  expect(differences.includes('31 March 2030'), 'the comparison does not show the moved date')
  step(`compared two days: ${(await page.locator('h1').innerText()).trim()}`)
  return steps
}
