// services, rejected by 04.3-tracked
// It takes the part after the last colon, so account:locked becomes locked.
    // #region given-onEvent
    void event
    const data = readOr(payload, readFields, (error) => report({ kind: 'payload', error, channel, payload }))
    if (data) await track(channel.split(':').at(-1) ?? '', data)
    // #endregion
