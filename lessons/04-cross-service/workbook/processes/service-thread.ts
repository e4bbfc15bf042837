/**
 * The thread that runs the service: the lesson's code, and its connection to the other process.
 *
 * @module
 */
import { describe } from '#shared/checks/failure.ts'
import { NotStarted } from '#shared/lesson/todo.ts'
import { type ServiceContext, serve } from '#shared/testbed/service-thread.ts'
import type { Email, Service, UserService } from '../../contract.ts'
import { lesson } from '../lesson.ts'
import type { Subject } from '../subject.ts'
import type { WorkerCommand, WorkerEvent, WorkerOptions } from './messages.ts'

type World = ServiceContext<WorkerOptions, WorkerEvent>

/** The emails in flight, by number. */
const waiting = new Map<number, { resolve(): void; reject(error: Error): void }>()
let mails = 0
/** Registers a user. Only defined in a process of the user service. */
let register: ((order: WorkerCommand & { readonly what: 'register' }) => Promise<void>) | undefined

await serve<Subject, WorkerOptions, WorkerCommand, WorkerEvent>({
  lesson,
  problem: ({ kind, error }) => ({ what: 'problem', kind, message: describe(error) }),
  begin,
  obey(order) {
    if (order.what === 'register') return void register?.(order)
    const mail = waiting.get(order.number)
    waiting.delete(order.number)
    if (order.error === undefined) mail?.resolve()
    else mail?.reject(new Error(order.error))
  },
})

async function begin(code: Subject, world: World): Promise<Service> {
  const { base, job, tell } = world
  const { role, graceMs, leaseMs } = job
  const pubsub = await code.connect(base)
  const store = await code.openStore(base)
  if (role === 'users') {
    const users = code.users({ ...base, pubsub, store, graceMs })
    register = registerWith(users, world)
    return users
  }
  if (role === 'emails') {
    const send = (mail: Email) => sendBy(mail, tell)
    return code.emails({ ...base, pubsub, store, service: 'welcome', leaseMs, graceMs, send })
  }
  return code.analytics({ ...base, pubsub, graceMs, track: (event) => tell({ what: 'tracked', event }) })
}

function registerWith(users: UserService, { fail, tell }: World): NonNullable<typeof register> {
  return async ({ number, registration }) => {
    try {
      tell({ what: 'registered', number, user: await users.register(registration) })
    } catch (error) {
      if (error instanceof NotStarted) fail(error)
      else tell({ what: 'refused', number, message: describe(error) })
    }
  }
}

/** Passes an email to the mail server, which is in the other process. */
function sendBy(mail: Email, tell: World['tell']): Promise<void> {
  const number = ++mails
  tell({ what: 'mail', number, mail })
  return new Promise((resolve, reject) => waiting.set(number, { resolve, reject }))
}
