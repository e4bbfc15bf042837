import type { Client } from '#shared/core/manifest.ts'

/** One task of one client. The dates are ISO strings. */
export interface TaskRecord {
  /** When it passed first. */
  passed?: string
  /** Since when it fails again. */
  failing?: string
}

type ByClient<T> = { [client in Client]?: T }

/** What stands in the file. Fields that this version does not know are kept. */
export interface Stored {
  version: 1
  tasks: Record<string, ByClient<TaskRecord>>
  /** When all core tasks of a lesson passed at the same time for the first time, by the lesson's id. */
  lessons: Record<string, ByClient<string>>
  /** How many hints have been shown, by task. */
  hints: Record<string, number>
  /** The client to begin with, by the lesson's id. */
  begin: Record<string, Client>
}

export function emptyProgress(): Stored {
  return { version: 1, tasks: {}, lessons: {}, hints: {}, begin: {} }
}

/** Whether a value out of the file has the shape of {@link Stored}. */
export function isStored(value: unknown): value is Stored {
  return (
    isRecord(value) &&
    value.version === 1 &&
    isRecordOf(value.tasks, isRecordOfRecords) &&
    isRecordOf(value.lessons, isRecordOfDates) &&
    isRecordOf(value.hints, (count) => Number.isInteger(count) && (count as number) >= 0) &&
    isRecordOf(value.begin, (client) => client === 'node-redis' || client === 'ioredis')
  )
}

const isRecordOfRecords = (value: unknown) => isRecordOf(value, isRecordOfDates)
const isRecordOfDates = (value: unknown) => isRecordOf(value, (date) => typeof date === 'string')

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isRecordOf(value: unknown, isItem: (item: unknown) => boolean): boolean {
  return isRecord(value) && Object.values(value).every(isItem)
}
