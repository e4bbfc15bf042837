// Runs beside a process that uses a Redis that isn't ours, and holds a pipe to it. When that pipe closes the
// process is gone, however it died, and what it has left below its namespace is removed.
//
// One line of stdin tells where: JSON with `url` and `namespace`. As an argument the URL's password could be read
// by everybody who lists the processes.
import { text } from 'node:stream/consumers'

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {})

const line = await text(process.stdin)
if (line !== '') {
  const { url, namespace } = JSON.parse(line)
  // Not before: nearly always there is nothing to do.
  const { register } = await import('tsx/esm/api')
  register()
  const [{ removeNamespace }, { parseRedisUrl }] = await Promise.all([
    import('./clean-up.ts'),
    import('./url.ts'),
  ])
  await removeNamespace(parseRedisUrl(url), url, namespace)
}
