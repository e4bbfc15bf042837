// in-flight, rejected by 05.7-at-once
// drained() waits for the next piece of work to end, even if nothing is in flight.
    // #region 05.7-drained
    await within(ms, new Promise<void>((resolve) => whenEmpty.push(resolve)))
    // #endregion
