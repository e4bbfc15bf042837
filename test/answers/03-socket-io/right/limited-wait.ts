// requests
// Each request has a time limit of its own.
// #region given-handle
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('Redis did not reply in time.')), 1500)
    })
    try {
      return await Promise.race([request(socket, payload), late])
    } catch (error) {
      report({ kind: 'connection', error })
      return refuse('unavailable')
    } finally {
      clearTimeout(timer)
    }
// #endregion
