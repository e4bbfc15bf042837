// Runs beside a process that uses a RabbitMQ of somebody else, and holds a pipe to it. When that pipe closes, the
// process is gone, however it died, and the exchanges and queues that it has left are deleted.
//
// The lines of stdin: first the URL, then each name that is used. As an argument, the URL's password could be read by
// everybody who lists the processes.
import { text } from 'node:stream/consumers'

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {})

const [url, ...names] = (await text(process.stdin)).split('\n').filter(Boolean)
if (names.length > 0) {
  const { removeNames } = await import('./clean-up.mjs')
  await removeNames(url, names)
}
