// ioredis, rejected by 01.1-at-once
// Concurrent calls share a variable, so the next one overwrites the count.
    // #region 01.1-publish
    last = await publisher.publish(channel, text)
    await new Promise((resolve) => setTimeout(resolve, 1))
    return last
    // #endregion

// #region given-listener
let last = 0

type Listener = (message: string) => void
// #endregion
