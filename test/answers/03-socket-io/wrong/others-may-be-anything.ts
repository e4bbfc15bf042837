// requests, rejected by 03.7-others
// It takes any value of `others` for true or false.
// #region given-handle
    try {
      const wish = Object(payload) as { others?: unknown }
      return await request(socket, 'others' in wish ? { ...wish, others: Boolean(wish.others) } : payload)
    } catch (error) {
      report({ kind: 'connection', error })
      return refuse('unavailable')
    }
// #endregion
