import { readdirSync, readFileSync } from 'node:fs'
import type { DiagramEvent } from '#shared/diagram/types.ts'
import type { CheckResult } from '#shared/runner/report/result.ts'

/** What `record.ts` has recorded. A demo has events alone. */
export type Fixture = CheckResult & { readonly outcome: { readonly events: readonly DiagramEvent[] } }

const FOLDER = new URL('./fixtures/', import.meta.url)

export const fixtureNames = readdirSync(FOLDER).map((name) => name.replace('.json', ''))

export function fixture(name: string): Fixture {
  return JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8')) as Fixture
}
