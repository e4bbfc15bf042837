/** What the server of `npm start` answers, and what it refuses. */
import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Pages } from '#shared/app/pages.ts'
import { type App, startApp } from '#shared/app/server.ts'
import { Workshop } from '#shared/app/workshop.ts'

const TOKEN = 'a'.repeat(32)

let app: App
beforeAll(async () => {
  const bundle = Promise.resolve({ script: 'page()', style: 'body{}' })
  // Redis isn't started: nothing here runs code.
  const workshop = new Workshop()
  app = await startApp({ workshop, pages: new Pages(), bundle, token: TOKEN, forwarded: () => [] }, 0)
})
afterAll(() => app.close())

interface Answer {
  readonly status: number | undefined
  readonly text: string
  readonly headers: NodeJS.Dict<string | string[]>
}

/** Sends a request as it is: `fetch` would tidy up the path, and not let us choose the host. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = {
      host: '127.0.0.1',
      port: app.port,
      path,
      method,
      headers,
      setHost: !('host' in headers),
    }
    const asked = request(options, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode, text, headers: response.headers }))
    })
    asked.on('error', reject)
    asked.end(method === 'POST' ? '{}' : undefined)
  })
}

const withToken = { authorization: `Bearer ${TOKEN}` }

test('the page and its parts are there for a browser on this machine', async () => {
  for (const path of ['/', '/lessons/01', '/docs/primer']) {
    const { status, text, headers } = await ask(path)
    expect([path, status]).toEqual([path, 200])
    expect(text).toContain('<div id="app">')
    expect(headers['content-security-policy']).toContain("default-src 'self'")
  }
  expect((await ask('/app.js')).text).toBe('page()')
  expect((await ask('/', { host: `localhost:${app.port}` })).status).toBe(200)
})

test.each([
  ['a name of another site', { host: 'evil.example' }],
  ['another port', { host: '127.0.0.1:1' }],
])('a request to %s is refused, even with the token', async (_what, headers) => {
  for (const path of ['/', '/app.js', '/api/lessons/01/text'])
    expect((await ask(path, { ...headers, ...withToken })).status).toBe(403)
})

test('a request from a page of another origin is refused, even with the token', async () => {
  for (const origin of ['http://evil.example', `http://127.0.0.1:${app.port + 1}`, 'null'])
    expect((await ask('/api/lessons/01/check', { origin, ...withToken }, 'POST')).status).toBe(403)
})

test.each([
  ['POST', '/api/lessons/01/check'],
  ['POST', '/api/lessons/01/reset'],
  ['POST', '/api/lessons/01/experiment/0'],
  ['POST', '/api/lessons/01/hints/01.1'],
  ['POST', '/api/redis'],
  ['GET', '/api/events'],
  ['GET', '/api/lessons/01/text'],
  ['GET', '/api/lessons/01/compare'],
])('%s %s needs the token', async (method, path) => {
  expect((await ask(path, {}, method)).status).toBe(401)
  expect((await ask(path, { authorization: `Bearer ${'b'.repeat(32)}` }, method)).status).toBe(401)
})

test.each([
  '/../package.json',
  '/%2e%2e/package.json',
  '/..%2fpackage.json',
  '/files/../package.json',
  '/files/package.json',
  '/files/%2e%2e/package.json',
  '/files/..%5cpackage.json',
  '/files/lessons/06-delivery-limits/workbook/recorded/../../../../package.json',
  '/lessons/..%2f..%2fpackage.json',
  '/docs/..%2fpackage',
  '/shared/app/server.ts',
  '/.workbook/app.json',
])('%s leads to no file', async (path) => {
  const { status, text } = await ask(path)
  expect(status).toBe(404)
  expect(text).not.toContain('redis-pubsub-workbook')
})

test.each([
  'lessons/..%2f01/text',
  'lessons/99/text',
  'docs/..%2f..%2fREADME',
  'docs/contributing',
  'nothing',
])('there is no /api/%s', async (path) => {
  expect((await ask(`/api/${path}`, withToken)).status).toBe(404)
})

test('a path that is not well formed is refused', async () => {
  expect((await ask('/files/%E0%A4%A')).status).toBe(400)
})

test('a lesson is the text of its README, with links that lead on and a place for each experiment', async () => {
  const { status, text } = await ask('/api/lessons/01/text', withToken)
  expect(status).toBe(200)
  const { html } = JSON.parse(text) as { html: string }
  expect(html).toContain('<h1 id="basic-pubsub">Basic Pub/Sub</h1>')
  expect(html).toContain('href="/docs/primer"')
  expect(html).toMatch(/href="vscode:\/\/file\/.*\/lessons\/01-basic-pubsub\/contract\.ts"/)
  expect(html.match(/class="experiment"/g)).toHaveLength(3)
})

test('a picture is served once a page shows it', async () => {
  const picture = '/files/lessons/06-delivery-limits/workbook/recorded/away.svg'
  await ask('/api/lessons/06/text', withToken)
  const { status, headers } = await ask(picture)
  expect([status, headers['content-type']]).toEqual([200, 'image/svg+xml; charset=utf-8'])
})

test("a reset names one of the files that are the learner's", async () => {
  expect((await ask('/api/lessons/01/reset', withToken, 'POST')).status).toBe(400)
})
