// ioredis, rejected by 06.2-own-connection
// One connection for all: what is added while a read waits has to wait, too.
  // #region 06.2-add
    const words = Object.entries({ key: randomUUID(), ...fields }).flat()
    const trim = maxLength ? ['MAXLEN', '~', String(maxLength)] : []
    return (await (readers.get(url) ?? client).call('XADD', stream, ...trim, '*', ...words)) as string
  // #endregion
  // #region 06.2-readNew
    readers.set(url, reader)
    const how = ['COUNT', count, 'BLOCK', blockMs] as const
    return entriesOf(await reader.xreadgroup('GROUP', group, name, ...how, 'STREAMS', stream, '>'))
  // #endregion
  // #region 06.2-entriesOf
const readers = new Map<string, Redis>()

function entriesOf(reply: unknown): Entry[] {
  const [[, messages = []] = []] = (reply as Reply) ?? []
  return messages.map(([id, words]) => ({ id, fields: recordOf(words), attempt: 1 }))
}
  // #endregion
