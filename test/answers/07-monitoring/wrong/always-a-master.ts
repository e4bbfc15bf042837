// ioredis, rejected by 07.6-role
// It asks for the role only once.
// #region 07.6-role
    const state = client as { knownRole?: Promise<string> }
    state.knownRole ??= client.info('replication')
    return (await state.knownRole).includes('role:master') ? 'master' : 'replica'
// #endregion
