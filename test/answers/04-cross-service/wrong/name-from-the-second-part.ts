// analytics, rejected by 04.9-tracked
// As in the tutorial, it takes the part after the first colon.
    // #region 04.9-onEvent
    void prefixOf
    const data = readOrReport(payload, readFields, { report, channel })
    if (data) await track(channel.split(':')[1] ?? '', data)
    // #endregion
