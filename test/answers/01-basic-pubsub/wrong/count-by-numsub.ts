// ioredis, rejected by 01.1-count
// Asks for the subscribers in place of the count: it does not see patterns, and is one moment too late.
// #region 01.1-publish
await publisher.publish(channel, text)
const [, count] = (await publisher.pubsub('NUMSUB', channel)) as [string, number]
return Number(count)
// #endregion
