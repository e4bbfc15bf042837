// receiver, rejected by 05.4-once
// In a burst, the two copies of an event are far apart.
    // #region 05.4-isRepeated
    const memory = this as unknown as { lastId?: string }
    const isLast = memory.lastId === id
    memory.lastId = id
    return isLast
    // #endregion
