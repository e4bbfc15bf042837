// node-redis
// It compares the token under WATCH, so the transaction fails if the claim changes in between.
  // #region 04.3-release
    const other = redis.duplicate()
    other.on('error', (error: unknown) => report({ kind: 'connection', error }))
    await other.connect()
    try {
      await other.watch(key)
      if ((await other.get(key)) !== token) return false
      const [count] = await other.multi().del(key).exec()
      return Number(count) === 1
    } catch (error) {
      if (error instanceof Error && /watched keys/.test(error.message)) return false
      throw error
    } finally {
      other.destroy()
    }
  // #endregion
