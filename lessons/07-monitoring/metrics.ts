// Yours. Fill in the TODOs, then check: npm test lessons/07

import { setTimeout as sleep } from 'node:timers/promises'
import { Gauge, Registry } from 'prom-client'
import { todo } from '../../shared/lesson/todo.ts'
import type { HttpHandler, MetricsOptions, PubSubSnapshot } from './contract.ts'

export function metricsHandler({ monitor, inspector, snapshotWithinMs }: MetricsOptions): HttpHandler {
  // TODO 07.5: Answer GET /metrics for Prometheus
  // Take a snapshot, but wait for it no longer than snapshotWithinMs. Use a new prom-client Registry for each scrape.
  return todo('07.5')
}
