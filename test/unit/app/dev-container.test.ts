/** The dev container, for Codespaces: an image with Node and Redis, and the port of `npm start`. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { PORT } from '#shared/app/token.ts'
import { ROOT } from '#shared/core/lesson-paths.mjs'

const FOLDER = join(ROOT, '.devcontainer')
const text = (name: string) => readFileSync(join(FOLDER, name), 'utf8')

type Test = (value: unknown) => boolean
const ON_FORWARD = ['notify', 'openBrowser', 'openBrowserOnce', 'openPreview', 'silent', 'ignore']
const isText: Test = (value) => typeof value === 'string' && value !== ''
const isRecordOf =
  (isOne: Test): Test =>
  (value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(isOne)
const hasOnly =
  (fields: Readonly<Record<string, Test>>): Test =>
  (value) =>
    isRecordOf(() => true)(value) &&
    Object.entries(value as object).every(([name, one]) => fields[name]?.(one) ?? false)

/** The part of the dev container specification that this file uses, by its property. */
const SPECIFIED: Readonly<Record<string, Test>> = {
  name: isText,
  build: hasOnly({ dockerfile: isText, context: isText }),
  forwardPorts: (value) =>
    Array.isArray(value) && value.every((port) => Number.isInteger(port) && port > 0 && port < 65536),
  portsAttributes: isRecordOf(
    hasOnly({ label: isText, onAutoForward: (value) => ON_FORWARD.includes(String(value)) }),
  ),
  postCreateCommand: isText,
  customizations: isRecordOf(isRecordOf(() => true)),
}

/** Properties that the specification doesn't know, or whose value it doesn't allow. */
function wrong(container: object): string[] {
  return Object.entries(container)
    .filter(([name, value]) => !SPECIFIED[name]?.(value))
    .map(([name]) => name)
}

test('it follows the specification', () => {
  const container = JSON.parse(text('devcontainer.json')) as object
  expect(wrong(container)).toEqual([])
  expect(wrong({ ...container, forwardPorts: ['x'], runCommand: 'npm start' })).toEqual([
    'forwardPorts',
    'runCommand',
  ])
})

test('it has Node 24 and redis-server, and forwards the port of npm start', () => {
  const { build, forwardPorts, portsAttributes } = JSON.parse(text('devcontainer.json')) as {
    build: { dockerfile: string }
    forwardPorts: number[]
    portsAttributes: object
  }
  const image = text(build.dockerfile)
  expect(image).toMatch(/^FROM \S+javascript-node:24$/m)
  expect(image).toMatch(/apt-get install .*\bredis-server\b/)
  expect(forwardPorts).toEqual([PORT])
  expect(Object.keys(portsAttributes)).toEqual(forwardPorts.map(String))
})
