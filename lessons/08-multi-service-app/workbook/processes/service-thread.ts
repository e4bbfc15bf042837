/**
 * The thread in which a process runs one of the shop's services. It connects the lesson's code with the scenario.
 *
 * @module
 */
import { describe } from '#shared/checks/failure.ts'
import { type ServiceContext, serve } from '#shared/testbed/service-thread.ts'
import type { Notification, Service } from '../../contract.ts'
import { lesson } from '../lesson.ts'
import type { Subject } from '../subject.ts'
import type { WorkerCommand, WorkerEvent, WorkerOptions } from './messages.ts'

/** The notifications that are being sent, by number. */
const sending = new Map<number, () => void>()
let sent = 0

await serve<Subject, WorkerOptions, WorkerCommand, WorkerEvent>({
  lesson,
  problem: ({ kind, error }) => ({ what: 'problem', kind, message: describe(error) }),
  begin,
  obey(order) {
    sending.get(order.number)?.()
    sending.delete(order.number)
  },
})

async function begin(
  code: Subject,
  { job, base, tell }: ServiceContext<WorkerOptions, WorkerEvent>,
): Promise<Service> {
  const { role, graceMs } = job
  const options = { ...base, connect: code.connect, graceMs }
  if (role === 'logger') {
    return code.logger({ ...options, write: (line) => tell({ what: 'line', line }) })
  }
  if (role === 'notification') {
    const send = (notification: Notification) => {
      const number = ++sent
      tell({ what: 'send', number, notification })
      return new Promise<void>((resolve) => sending.set(number, resolve))
    }
    return code.notification({ ...options, send })
  }
  const inspector = code.openInspector(base)
  const { port, answerWithinMs, lateMs, maxWaiting } = job
  const inspect = () => inspector.snapshot()
  const service = await code.api({ ...options, port, answerWithinMs, lateMs, maxWaiting, inspect })
  tell({ what: 'url', url: service.url })
  return {
    async close() {
      await service.close()
      await inspector.close()
    },
  }
}
