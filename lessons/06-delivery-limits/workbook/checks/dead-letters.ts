import type { Cause } from '#shared/checks/assertions.ts'
import type { CheckContext } from '#shared/checks/check-context.ts'
import type { TestBed } from './test-bed.ts'

/** Waits until the dead-letter stream has this many entries; returns their fields. */
export async function theDead(
  bed: TestBed,
  context: CheckContext,
  count: number,
  cause?: Cause<boolean>,
): Promise<Record<string, string>[]> {
  const fields = async () => (await bed.entries(bed.deadLetter)).map((entry) => entry.fields)
  const isThere = async () => (await fields()).length >= count
  await context.until(
    `${count === 1 ? 'an entry is' : `${count} entries are`} in the dead-letter stream`,
    isThere,
    { cause },
  )
  return fields()
}
