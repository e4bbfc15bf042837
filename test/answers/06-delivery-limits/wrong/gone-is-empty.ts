// ioredis, rejected by 06.3-deleted
// An entry that is gone from the stream is handed over without fields.
  // #region 06.3-takeOne
  async function takeOne(id: string, deliveries: number): Promise<void> {
    const [message] = (await commands.xclaim(stream, group, name, idleMs, id)) as (Message | null)[]
    await work([{ id, fields: recordOf(message?.[1] ?? []), attempt: deliveries + 1 }])
  }
  // #endregion
