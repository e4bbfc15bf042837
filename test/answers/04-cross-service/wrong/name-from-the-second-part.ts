// services, rejected by 04.3-tracked
// As in the tutorial, it takes the part after the first colon.
    // #region given-onEvent
    void event
    const data = readOr(payload, readFields, (error) => report({ kind: 'payload', error, channel, payload }))
    if (data) await track(channel.split(':')[1] ?? '', data)
    // #endregion
