// analytics, rejected by 04.9-tracked
// It takes the part after the last colon, so account:locked becomes locked.
    // #region 04.9-onEvent
    void prefixOf
    const data = readOrReport(payload, readFields, { report, channel })
    if (data) await track(channel.split(':').at(-1) ?? '', data)
    // #endregion
