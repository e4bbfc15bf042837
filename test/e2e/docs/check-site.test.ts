import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { checkSite } from '#shared/authoring/docs/check-site.ts'

const GOOD: Record<string, string> = {
  'index.html': `<!DOCTYPE html><html><head><link rel="stylesheet" href="assets/style.css"></head>
    <body><svg><use href="#icon-menu"></use></svg>
    <h1 id="top">Home</h1> <a href="#top">top</a> <a href="a/page.html#part">part</a> <a href="a/">folder</a>
    <a href="https://redis.io/docs/">Redis</a> <img src="media/picture.png" alt="A picture">
    <img src="data:image/png;base64,AAAA" alt="Another"> <code>{@link quoted}</code></body></html>`,
  'a/index.html': '<a href="../index.html">back</a>',
  'a/page.html': '<h2 id="part">Part</h2><a href="../index.html#top">back</a>',
  'assets/style.css': 'a { background: url(data:image/png;base64,AAAA) }',
  'assets/icons.svg': '<svg><symbol id="icon-menu"></symbol></svg>',
  'media/picture.png': '',
  'media/checks.ts': '',
}

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** The problems of the good site with some files replaced. */
function problemsWith(changes: Record<string, string>): string[] {
  const site = mkdtempSync(join(tmpdir(), 'workbook-site-'))
  folders.push(site)
  for (const [file, text] of Object.entries({ ...GOOD, ...changes })) {
    mkdirSync(dirname(join(site, file)), { recursive: true })
    writeFileSync(join(site, file), text)
  }
  return checkSite(site).problems
}

test('a good site has no problem', () => {
  expect(problemsWith({})).toEqual([])
})

test('a site without a front page is none', () => {
  const site = mkdtempSync(join(tmpdir(), 'workbook-site-'))
  folders.push(site)
  expect(checkSite(site).problems).toEqual(['index.html: the front page is missing.'])
})

describe('on a page it finds', () => {
  const breakages: [what: string, html: string, told: string][] = [
    ['a link to no page', '<a href="gone.html">x</a>', 'gone.html leads to no file'],
    ['a link to no picture', '<img alt="" src="../media/gone.png">', 'gone.png leads to no file'],
    ['a script that is not there', '<script src="../assets/gone.js"></script>', 'gone.js leads to no file'],
    ['a heading that is not on this page', '<a href="#gone">x</a>', '#gone leads to a heading'],
    [
      'a heading that is not on another page',
      '<a href="page.html#gone">x</a>',
      'page.html#gone leads to a heading',
    ],
    [
      'an icon that is not there',
      '<svg><use href="#icon-gone"></use></svg>',
      '#icon-gone leads to a heading',
    ],
    ['a link to a source file', '<a href="../media/checks.ts">x</a>', 'checks.ts leads to a source file'],
    ['a path of this machine', '<a href="file:///home/me/page.html">x</a>', 'works on one machine'],
    ['a path from the root', '<a href="/page.html">x</a>', 'works on one machine'],
    ['a script as a link', '<a href="javascript:void 0">x</a>', 'works on one machine'],
    [
      'a script from outside',
      '<script src="https://cdn.example/x.js"></script>',
      '<script> loads https://cdn.example/x.js',
    ],
    [
      'a script from outside without a scheme',
      '<script src="//cdn.example/x.js"></script>',
      '<script> loads',
    ],
    [
      'a style sheet from outside',
      '<link rel="stylesheet" href="https://cdn.example/x.css">',
      '<link> loads',
    ],
    ['a picture from outside', '<img alt="" src="https://cdn.example/x.png">', '<img> loads'],
    ['a picture set from outside', '<img alt="" srcset="https://cdn.example/x.png 2x">', '<img> loads'],
    ['a frame from outside', '<iframe src="https://example.org/"></iframe>', '<iframe> loads'],
    [
      'a font in a style',
      '<style>@font-face { src: url("https://cdn.example/x.woff") }</style>',
      'a style loads',
    ],
    ['an import in an SVG', "<svg><style>@import url('x.css');</style></svg>", 'imports another one'],
    ['a style attribute', '<p style="background: url(//cdn.example/x.png)">x</p>', 'a style loads'],
    ['a picture without a text', '<img src="../media/picture.png">', 'a picture has no alternative text'],
    ['a name that is there twice', '<p id="a"></p><p id="a"></p>', '#a occurs twice'],
    [
      'a code region that was not put in',
      '<p>{@includeCode x.ts#y}</p>',
      '{@includeCode …} was not resolved',
    ],
    ['a link tag that was not resolved', '<p>{@link Gone}</p>', '{@link …} was not resolved'],
  ]
  test.each(breakages)('%s', (_what, html, told) => {
    const problems = problemsWith({ 'a/index.html': html })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(/^a\/index\.html: /)
    expect(problems[0]).toContain(told)
  })
})

test('a style sheet loads nothing from outside', () => {
  const problems = problemsWith({
    'assets/style.css': "@import 'x.css'; a { background: url(https://x.example/y) }",
  })
  expect(problems).toEqual([
    'assets/style.css: a style sheet imports another one; put its rules into the page.',
    'assets/style.css: a style loads https://x.example/y from outside.',
  ])
})
