// ioredis, rejected by 06.3-deleted
// An entry that was deleted from the stream is handled without fields.
  // #region 06.3-claim
    const [message] = (await client.xclaim(stream, group, name, idleMs, id)) as (Message | null)[]
    return toFields(message?.[1] ?? [])
  // #endregion
