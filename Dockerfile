# Written without a Docker engine at hand: not run yet (see README.md).
# Two stages: everything is needed to build, little to run. The image's Node is the one that package.json pins.
FROM node:24.21.0-slim AS construction
WORKDIR /maillage
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN node tools/construire.mjs --toujours \
 # The database is DATABASE_URL: neither the embedded PostgreSQL nor the workshop goes to production.
 && npm prune --omit=dev --omit=optional --no-audit --no-fund

FROM node:24.21.0-slim
ENV NODE_ENV=production TZ=UTC HOTE=0.0.0.0 PORT=3000 MAILLAGE_DEMO=non
WORKDIR /maillage
COPY --from=construction /maillage/package.json ./
COPY --from=construction /maillage/node_modules ./node_modules
COPY --from=construction /maillage/migrations ./migrations
COPY --from=construction /maillage/content ./content
COPY --from=construction /maillage/dist ./dist
# An account of the image that owns nothing of it: the server writes to its database only.
USER node
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/sante`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Without DATABASE_URL there is no database here: said at once rather than searched for.
CMD ["sh", "-c", ": \"${DATABASE_URL:?DATABASE_URL est nécessaire : postgres://compte:motdepasse@machine:5432/base}\" && exec node dist/serveur/main.js"]
