/** What a process with a service in it and the process that has started it tell each other. */
import type { Problem } from '../../../../shared/lesson/base.ts'
import type { Client } from '../../../../shared/workbook/manifest.ts'
import type { Mail, Registration, User } from '../../contract.ts'

/** What a process is for. */
export type Role = 'users' | 'emails' | 'analytics'

/** What a process is started with. */
export interface Job {
  readonly role: Role
  /** The lesson's folder, for example `04-cross-service`. */
  readonly folder: string
  readonly area: 'lessons' | 'solutions'
  readonly client: Client
  /** Whether the code is built on the learner's own lesson 02. */
  readonly mine: boolean
  /** The way to Redis. It holds no password. */
  readonly redisUrl: string
  readonly namespace: string
  /** Milliseconds. */
  readonly leaseMs: number
  readonly graceMs: number
}

/** What a process tells. */
export type Told =
  /** The code is loaded, and its service is asked to begin. */
  | { readonly what: 'loaded' }
  /** The service is there. */
  | { readonly what: 'ready' }
  | { readonly what: 'registered'; readonly number: number; readonly user: User }
  /** A registration was refused. */
  | { readonly what: 'refused'; readonly number: number; readonly message: string }
  /** The service wants a mail to be sent, and waits for the answer. */
  | { readonly what: 'mail'; readonly number: number; readonly mail: Mail }
  | { readonly what: 'tracked'; readonly event: string }
  | { readonly what: 'problem'; readonly kind: Problem['kind']; readonly message: string }
  /** The code has printed something. */
  | { readonly what: 'printed'; readonly text: string }
  | { readonly what: 'closed' }
  /** The answer to `ping`. */
  | { readonly what: 'pong' }
  /** The code needs a task that is not done. Nothing more is to be expected. */
  | { readonly what: 'not-started'; readonly task: string }
  /** Something went wrong that nobody has caught. Nothing more is to be expected. */
  | { readonly what: 'failed'; readonly message: string }

/** What a process is told. */
export type Order =
  | { readonly what: 'register'; readonly number: number; readonly registration: Registration }
  /** What became of a mail: without an error, it is sent. */
  | { readonly what: 'mail'; readonly number: number; readonly error?: string }
  | { readonly what: 'close' }
  /** To be answered, as a sign of life. */
  | { readonly what: 'ping' }
