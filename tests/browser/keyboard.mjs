// The keyboard alone: the skip link comes first and works; every stop of the Tab key can be seen.

/** Everything that is wrong. */
export async function keyboard (page, home) {
  const wrong = []
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.goto(home)
  await page.keyboard.press('Tab')
  const first = await page.evaluate(() => document.activeElement?.getAttribute('href'))
  if (first !== '#main-content') wrong.push(`the first stop is ${first}, not the skip link`)
  await page.keyboard.press('Enter')
  if (!page.url().endsWith('#main-content')) wrong.push('the skip link does not lead to the content')
  await page.goto(home)
  for (let stop = 0; stop < 40; stop++) {
    await page.keyboard.press('Tab')
    const seen = await page.evaluate(() => {
      const e = document.activeElement
      if (!e || e === document.body) return null
      // The first of its lines: a link may run over two.
      const box = e.getClientRects()[0] ?? e.getBoundingClientRect()
      const style = getComputedStyle(e)
      const marked = style.outlineStyle !== 'none' || style.boxShadow !== 'none'
      const inside = box.bottom > 0 && box.top < innerHeight && box.width > 0
      const at = document.elementFromPoint(Math.min(innerWidth - 1, Math.max(0, box.left + box.width / 2)), Math.min(innerHeight - 1, Math.max(0, box.top + Math.min(box.height, 20) / 2)))
      return { name: (e.textContent || e.getAttribute('aria-label') || e.name || e.tagName).trim().slice(0, 40), marked, inside, covered: !!at && !e.contains(at) && !at.contains(e) }
    })
    if (!seen) break
    if (!seen.marked) wrong.push(`the focus on “${seen.name}” cannot be seen`)
    if (!seen.inside || seen.covered) wrong.push(`“${seen.name}” has the focus and is not in view`)
  }
  return wrong
}
