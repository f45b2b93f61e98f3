import { createServer } from 'node:http'
import { Provider } from 'oidc-provider'
import { enFinDeFichier } from '../../../platform/testing/fin.ts'

const CLIENT = { client_id: 'maillage', client_secret: 'un secret de test assez long' }

/** The setting that names this provider « EssaiConnect ». */
export const reglagesDuFournisseur = (issuer: string) => ({
  OIDC_FOURNISSEURS: JSON.stringify([{ nom: 'essai', libelle: 'EssaiConnect', issuer, ...CLIENT }])
})

/**
 * A real OpenID Connect provider on this machine, which asks nothing: whoever comes is `personne()`, and agrees.
 * @returns its address
 */
export async function demarrerFournisseur(
  redirection: string,
  personne: () => { readonly sub: string; readonly email: string }
): Promise<string> {
  let provider: Provider | undefined
  const serveur = createServer((req, res) => provider?.callback()(req, res))
  await new Promise<void>((resolve) => void serveur.listen(0, '127.0.0.1', resolve))
  enFinDeFichier(() => new Promise<void>((resolve) => void serveur.close(() => resolve())))
  const issuer = `http://127.0.0.1:${(serveur.address() as { port: number }).port}`
  const minutes = 600
  provider = new Provider(issuer, {
    clients: [
      { ...CLIENT, redirect_uris: [redirection], grant_types: ['authorization_code'], response_types: ['code'] }
    ],
    pkce: { required: () => true },
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ['essai'] },
    ttl: { Interaction: minutes, Grant: minutes, Session: minutes, AccessToken: minutes, IdToken: minutes },
    findAccount: async (_, sub) => ({
      accountId: sub,
      claims: async () => ({ ...personne(), email_verified: true })
    }),
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({
        clientId: ctx.oidc.client?.clientId ?? '',
        accountId: ctx.oidc.session?.accountId ?? ''
      })
      grant.addOIDCScope('openid email')
      await grant.save()
      return grant
    },
    interactions: { url: (_ctx, interaction) => `/ici/${interaction.uid}` }
  })
  provider.use(async (ctx, next) => {
    if (!ctx.path.startsWith('/ici/')) return next()
    await provider?.interactionFinished(ctx.req, ctx.res, { login: { accountId: personne().sub } })
  })
  return issuer
}
