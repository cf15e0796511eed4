// Walks the site by its own links and looks at one page of every kind.

/** The kind of an address: identities, numbers and values of its query taken out. */
export function kind (url) {
  const path = url.pathname.split('/').map((part, i, all) => {
    const before = all[i - 1]
    if (/^[0-9a-hjkmnp-tv-z]{13}$/.test(part)) return ':id'
    if (['lines', 'recommendations', 'measures', 'health', 'definitions', 'computed', 'published'].includes(before) && part) return ':ref'
    return part
  }).join('/')
  return path + [...url.searchParams.keys()].filter(k => k !== 'back').sort().map(k => '?' + k).join('')
}

/** Visits one page of every kind, beginning at `start`, and calls `look` on each. */
export async function crawl (page, start, look) {
  const origin = new URL(start).origin
  const seen = new Map()
  const queue = [start]
  while (queue.length) {
    const address = queue.shift()
    const url = new URL(address)
    const which = kind(url)
    if (seen.has(which)) continue
    seen.set(which, address)
    const response = await page.goto(address)
    if (!response || response.status() !== 200) throw new Error(`${address} answered ${response?.status()}`)
    await look(address, which)
    const links = await page.$$eval('a[href]', all => all.map(a => a.href))
    for (const link of links) {
      const to = new URL(link)
      to.hash = ''
      // Files are no pages; those of a pack are fetched in its own walk.
      const file = /\/packs\/[^/]+\/(draft|files)\/|\/(data|export)\/[^/]+$|\.(csv|toml)$|^\/api\//.test(to.pathname)
      if (to.origin === origin && !file && !to.pathname.startsWith('/assets/') && !seen.has(kind(to))) queue.push(to.href)
    }
  }
  return seen
}
