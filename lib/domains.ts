import type { Tenant } from '../lambdas/tenant/settings/settings.ts';

/** Where a tenant is reached by a name of its own. */
export interface Domain {
  readonly host: string;
  /** The part of the path under which it shares the domain with others. */
  readonly basePath?: string | undefined;
  /** Left out where the domain is there already, made by somebody else. */
  readonly certificateArn?: string | undefined;
}

/** A custom domain that is made here, and where. */
export interface MadeDomain {
  readonly host: string;
  readonly certificateArn: string;
}

/** What the file of a tenant says of its domain; undefined where it says nothing. */
export function domainOf({ domain }: Pick<Tenant, 'domain'>): Domain | undefined {
  if (domain === undefined) return undefined;
  const { name, certificateArn } = typeof domain === 'string' ? { name: domain, certificateArn: undefined } : domain;
  const [host = '', basePath] = name.split('/', 2);
  return { host, basePath, certificateArn };
}

/** The address at a domain, behind which the paths of the API begin. */
export const urlOf = ({ host, basePath }: Domain): string =>
  `https://${host}${basePath === undefined ? '' : `/${basePath}`}`;

/** The domains that are made for these tenants, each once. */
export function madeDomains(tenants: readonly Tenant[]): MadeDomain[] {
  const made = tenants.flatMap((tenant) => {
    const { host = '', certificateArn } = domainOf(tenant) ?? {};
    return certificateArn === undefined ? [] : [{ host, certificateArn }];
  });
  return made.filter(({ host }, index) => made.findIndex((other) => other.host === host) === index);
}

/** A line for each domain that cannot be as the files of the tenants say, all together. */
export function domainProblems(tenants: readonly Tenant[]): string[] {
  const named = tenants.flatMap((tenant) => {
    const domain = domainOf(tenant);
    return domain === undefined ? [] : [{ ...domain, tenant: tenant.name, region: tenant.env?.region }];
  });
  return named.flatMap((one, index) => {
    const { tenant, host, certificateArn, region } = one;
    const others = named.slice(0, index);
    const same = others.find((other) => urlOf(other) === urlOf(one));
    const shared = others.find((other) => other.host === host && other.certificateArn !== certificateArn);
    const place = certificateArn?.split(':')[3];
    return [
      ...(same === undefined
        ? []
        : [`${tenant}: domain: ${urlOf(one)} is that of ${same.tenant}; give each its own path`]),
      ...(shared === undefined
        ? []
        : [`${tenant}: domain: ${host} has another certificate than in ${shared.tenant}; allowed: the same in each`]),
      ...(place === undefined || region === undefined || place === region
        ? []
        : [
            `${tenant}: domain: the certificate is one of ${place}; allowed: one of the Region of the tenant, ${region}`,
          ]),
    ];
  });
}
