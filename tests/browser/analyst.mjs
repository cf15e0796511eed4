// An analyst asks why a measure is red: from its tile to the children behind it in two clicks, to what it counts in one; from
// the management overview likewise; and the children of an older week.
import { widths } from './site.mjs'

const expect = (holds, words) => { if (!holds) throw new Error(words) }

/** Walks; returns what was done, step by step. */
export async function analyst (page, home) {
  const steps = []
  await page.setViewportSize(widths.wide)
  await page.goto(new URL('/plans', home).href)
  await page.locator('main .app-list a').first().click()
  const plan = new URL(page.url()).pathname
  const pages = { performance: new URL(plan + '/performance', home).href, overview: new URL(plan + '/performance/overview', home).href }
  const children = async what => {
    expect(/^\d+ rows?/.test((await page.locator('main .app-lede').innerText()).replace(/,/g, '')), `${what}: the page does not say how many rows`)
    expect(await page.locator('main tbody tr').count() > 0, `${what}: no child is listed`)
  }

  await page.goto(pages.performance)
  const red = page.locator('.app-card--red').filter({ has: page.locator('a[data-behind]') }).first()
  const name = (await red.locator('.app-card__name').innerText()).trim()
  await red.locator('.app-card__name a').click()
  expect((await page.locator('h1').innerText()).includes(name), 'the tile does not lead to its measure')
  await page.locator('main a[href*="/rows?"]').first().click()
  await children(name)
  steps.push(`from the red tile “${name}” to its children in two clicks`)

  await page.goto(pages.performance)
  await red.locator('a[data-behind]').click()
  await children(name)
  steps.push('and in one, to those that are late')

  await page.goto(pages.performance)
  await red.getByRole('link', { name: /^How it is defined/ }).click()
  expect(page.url().includes('/definitions/') && (await page.locator('h1').innerText()).includes(name), 'the tile does not lead to the definition')
  steps.push('to its definition in one click')

  await page.goto(pages.overview)
  const row = page.locator('main tbody tr').filter({ has: page.locator('.app-rating--red') }).first()
  const short = (await row.locator('th a').first().innerText()).trim()
  await row.locator('th a').first().click()
  await page.locator('main a[href*="/rows?"]').first().click()
  await children(short)
  await page.goto(pages.overview)
  await row.getByRole('link', { name: /^How it is defined/ }).click()
  expect(page.url().includes('/definitions/'), 'the overview does not lead to the definition')
  steps.push(`from the management overview to the children and the definition of “${short}”`)

  await page.goto(pages.performance)
  await red.locator('.app-card__name a').click()
  await page.locator('.app-figure__table').locator('xpath=ancestor::details').locator('summary').click()
  const weeks = page.locator('main .app-figure__table tbody th a')
  await weeks.nth(3).click()
  await page.locator('main a[href*="/rows?"]').first().click()
  await children(`${name}, four weeks ago`)
  steps.push('to the children of three weeks before')
  return steps
}
