// node-redis, rejected by 01.5-rst
// The client has resubscribed already: now there are two listeners.
    // #region 01.2-subscribe
    const listener = remember(channel, handler, (message) => void run(handler, message, channel))
    await subscriber.subscribe(channel, listener)
    subscriber.on('ready', () => void subscriber.subscribe(channel, (message) => listener(message, channel)))
    // #endregion
