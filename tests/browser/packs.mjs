// A pack from draft to issue: drafted, written on, approved, issued, its files fetched; what was issued cannot be changed.

const expect = (holds, words) => { if (!holds) throw new Error(words) }

/** Walks; returns what was done, step by step. */
export async function packs (page, home) {
  const steps = []
  const step = text => steps.push(text)
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.goto(home)
  await page.getByRole('navigation', { name: 'Plan pages' }).getByRole('link', { name: 'Packs' }).click()
  const before = await page.locator('main tbody tr').count()
  await page.getByRole('button', { name: 'Draft a pack' }).click()
  await page.getByLabel('Commissioner’s pack').check()
  await page.fill('#meeting', '19')
  await page.fill('#meeting-month', '3')
  await page.click('main form button')
  expect(await page.locator('.govuk-error-summary').count() === 1, 'a day without its year was taken')
  await page.fill('#meeting-year', '2026')
  await page.click('main form button')
  await page.waitForURL(url => /\/packs\/[0-9a-z]{13}$/.test(url.pathname))
  const pack = new URL(page.url())
  const late = await page.locator('main').innerText()
  expect(late.includes('Draft') && late.includes('What is late'), 'the draft is not shown with its sections')
  step(`drafted “${(await page.locator('h1').innerText()).split('\n').pop().trim()}”`)

  await page.locator('summary', { hasText: 'Write on this section: What is late' }).click()
  await page.fill('#text-late', 'Two of these wait for health alone.')
  await page.locator('form:has(#text-late) button').click()
  await page.waitForLoadState()
  expect((await page.locator('.app-paper__comment').innerText()).includes('Two of these wait for health alone.'), 'what was written is not in the pack')
  step('wrote on a section')

  await page.getByRole('button', { name: /^Approve it as/ }).click()
  await page.waitForLoadState()
  // Setting the PDF takes a while in a development build.
  page.setDefaultTimeout(120_000)
  page.setDefaultNavigationTimeout(120_000)
  await page.getByRole('button', { name: /^Issue it/ }).click()
  await page.getByText('Files, as they were issued').first().waitFor()
  const issued = await page.locator('main').innerText()
  expect(issued.includes('Files, as they were issued') && !issued.includes('Write on this section'), 'the pack was not issued')
  expect(await page.locator('.app-notice').getByRole('button', { name: 'Undo' }).count() === 0, 'an issued pack offers to be taken back')
  step('approved and issued it')

  const rows = page.locator('main tbody tr')
  for (let i = 0; i < await rows.count(); i++) {
    const href = await rows.nth(i).locator('a').getAttribute('href')
    const said = (await rows.nth(i).locator('code').innerText()).trim()
    const got = await page.evaluate(async address => {
      const bytes = await (await fetch(address)).arrayBuffer()
      const hash = await crypto.subtle.digest('SHA-256', bytes)
      return [bytes.byteLength, [...new Uint8Array(hash)].map(b => b.toString(16).padStart(2, '0')).join('')]
    }, new URL(href, pack).href)
    expect(got[0] > 1000 && got[1] === said, `${href} is not the file that was issued`)
  }
  step(`fetched ${await rows.count()} files; their bytes are those that were issued`)
  await page.goto(new URL(pack.pathname.replace(/\/[^/]*$/, ''), home).href)
  expect(await page.locator('main tbody tr').count() === before + 1, 'the list does not show the pack')
  return steps
}
