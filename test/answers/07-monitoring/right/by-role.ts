// node-redis
// ROLE replies with more than the role.
// #region 07.6-role
    const reply = await client.role()
    return reply?.role === 'master' ? 'master' : 'replica'
// #endregion
