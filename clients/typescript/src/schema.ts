// Made by "npm run generate" of openapi.json with sha256 e5e2ad5f3e017ab1101a643c1d1b87f99ad02a8b5fa32aa014c20f8bd75a86b6; do not edit.

export interface paths {
    "/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The users of the directory, page by page: in the order of their ids, then those who are leaving, by the time they left; there is no other order */
        get: operations["getUsers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One user */
        get: operations["getUsersById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to one user, the newest first, for 34 days */
        get: operations["getUsersByIdHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{id}/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The groups that one user is in, in the order of their ids */
        get: operations["getUsersByIdGroups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The groups in the order of their ids, page by page */
        get: operations["getGroups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/groups/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One group */
        get: operations["getGroupsById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/groups/{id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is in one group: users and groups in the order of their ids, page by page */
        get: operations["getGroupsByIdMembers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What changed, in order, for 34 days */
        get: operations["getChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How provisioning stands, and what to do where it does not */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document */
        get: operations["getOpenapiJson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All users as CSV, or a page of them; the last row of all of them says "end of 390 rows", and one without broke off */
        get: operations["getUsersCsv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/groups.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All groups as CSV, or a page of them; the last row of all of them says "end of 390 rows", and one without broke off */
        get: operations["getGroupsCsv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/members.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All memberships as CSV; the last row of all of them says "end of 390 rows", and one without broke off */
        get: operations["getMembersCsv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users.jsonl": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All users, a line each; the last line is {"end": {"count": 390}}, and an answer without broke off */
        get: operations["getUsersJsonl"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/groups.jsonl": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All groups, a line each; the last line is {"end": {"count": 390}}, and an answer without broke off */
        get: operations["getGroupsJsonl"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/members.jsonl": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All memberships, a line each; the last line is {"end": {"count": 390}}, and an answer without broke off */
        get: operations["getMembersJsonl"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        User: {
            id: string;
            /**
             * @description leaving: deleted in Entra, and kept until the purge
             * @enum {unknown}
             */
            state: "active" | "deactivated" | "leaving";
            userName: string | null;
            externalId: string | null;
            fields: {
                /** @description from emails[type eq "work"].value, emails[primary eq true].value, userName */
                email: string | null;
                /** @description from displayName, name.formatted, name.givenName, name.familyName */
                name: string | null;
                /** @description from title */
                title: string | null;
                /** @description from addresses[type eq "work"].formatted, addresses[type eq "work"].streetAddress, addresses[type eq "work"].postalCode, addresses[type eq "work"].locality, addresses[type eq "work"].region, addresses[type eq "work"].country */
                location: string | null;
                /** @description from phoneNumbers[type eq "work"].value */
                phone: string | null;
                /** @description from phoneNumbers[type eq "mobile"].value */
                mobile: string | null;
                /** @description from phoneNumbers[type eq "fax"].value */
                fax: string | null;
            } & {
                [key: string]: string | null;
            };
            /** Format: date-time */
            created: string;
            /** Format: date-time */
            lastModified: string;
            /** Format: date-time */
            softDeletedAt: string | null;
            /** Format: date-time */
            purgeAfter: string | null;
            groups?: {
                id: string;
                name: string | null;
            }[];
        };
        Group: {
            id: string;
            name: string | null;
            externalId: string | null;
            fields: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            created: string;
            /** Format: date-time */
            lastModified: string;
            /** @description how many users and groups are in it directly, where that was asked for; null beyond 50,000 */
            memberCount?: number | null;
        };
        GroupOfUser: {
            id: string;
            name: string | null;
            externalId: string | null;
            fields: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            created: string;
            /** Format: date-time */
            lastModified: string;
            /** @description false where the user is in it only through other groups */
            direct: boolean;
        };
        Member: {
            id: string;
            /** @enum {unknown} */
            type: "User" | "Group";
            /** @description the user as it is now, where expand=user asks for it */
            user?: components["schemas"]["User"] | null;
        };
        GroupsPage: {
            groups: components["schemas"]["Group"][];
            /** @description send it as the parameter "cursor" to read the page behind this one; not there on the last page */
            next?: string;
            /** @description how many groups there are; on the first page of all of them */
            total?: number;
        };
        UserGroupsPage: {
            groups: components["schemas"]["GroupOfUser"][];
            /** @description send it as the parameter "cursor" to read the page behind this one; not there on the last page */
            next?: string;
        };
        MembersPage: {
            members: components["schemas"]["Member"][];
            /** @description send it as the parameter "cursor" to read the page behind this one; not there on the last page */
            next?: string;
        };
        Change: {
            /** @description names one version of one resource; the same change may come twice */
            eventId: string;
            /** @example user.created */
            event: string;
            type: string;
            id: string;
            version: number;
            /** Format: date-time */
            time: string;
            changed: string[];
            previousVersion?: number;
            epoch?: number;
            /** @description id of the credential that made the change, or operator, purge or recovery; missing where unknown */
            by?: string;
            /** @description the request that made it, as the log has it; missing where unknown */
            requestId?: string;
            user?: components["schemas"]["User"] | null;
        };
        HistoryEntry: {
            /** @example user.updated */
            event: string;
            version: number;
            /** Format: date-time */
            time: string;
            changed: string[];
            previousVersion?: number;
            /** @description id of the credential that made the change, or operator, purge or recovery; missing where unknown */
            by?: string;
            /** @description the request that made it, as the log has it; missing where unknown */
            requestId?: string;
            /** @description of each attribute in "changed"; null is one that was not there, what is left out is not kept */
            values?: {
                [key: string]: {
                    before?: unknown;
                    after?: unknown;
                };
            };
        };
        UsersPage: {
            users: components["schemas"]["User"][];
            /** @description send it as the parameter "cursor" to read the page behind this one; not there on the last page */
            next?: string;
            /** @description where the feed stood before the first page: "since" of GET /changes, once all pages are read; not there where users are asked for by id, userName, externalId or email */
            changes?: string;
            /** @description how many users are active or deactivated (those who are leaving come on top); on the first page of all of them */
            total?: number;
        };
        ChangesPage: {
            changes: components["schemas"]["Change"][];
            /** @description send it as the parameter "since", now or at any later time */
            next: string;
            more: boolean;
        };
        HistoryPage: {
            changes: components["schemas"]["HistoryEntry"][];
            /** @description send it as the parameter "cursor" to read the page behind this one; not there on the last page */
            next?: string;
        };
        Health: {
            /** @enum {unknown} */
            status: "healthy" | "waiting" | "attention" | "broken";
            summary: string;
            /**
             * Format: date-time
             * @description everything that came until then is known; what came since may be missing
             */
            knownUpTo: string;
            findings: {
                signature: number;
                id: string;
                /** @enum {unknown} */
                severity: "broken" | "attention" | "info";
                /** @description it was so within a day, and what came since is not */
                was: boolean;
                title: string;
                evidence: string;
                /**
                 * Format: date-time
                 * @description null for how things stand now
                 */
                lastSeen: string | null;
                cause: string;
                fix: string;
            }[];
            /** Format: date-time */
            nextCycleDue: string | null;
            failures: {
                rate: number;
                quarantineAbove: number;
            };
            /** Format: date-time */
            lastProbe: string | null;
            /** Format: date-time */
            lastUserWrite: string | null;
            /** Format: date-time */
            lastGroupWrite: string | null;
            lastRefusal: {
                /** Format: date-time */
                at: string;
                reasons: string[];
            } | null;
            refusals: {
                reason: string;
                requests: number;
                /** Format: date-time */
                lastSeen: string;
            }[];
            cycles: {
                /** Format: date-time */
                start: string;
                /** Format: date-time */
                end: string;
                requests: number;
            }[];
            minutesBetweenCycles: number[];
        };
        Problem: {
            /** @enum {unknown} */
            type: "urn:serverless-scim:problem:unknown-parameter" | "urn:serverless-scim:problem:invalid-parameter" | "urn:serverless-scim:problem:invalid-cursor" | "urn:serverless-scim:problem:expired-cursor" | "urn:serverless-scim:problem:invalid-body" | "urn:serverless-scim:problem:bad-credential" | "urn:serverless-scim:problem:wrong-scope" | "urn:serverless-scim:problem:not-found" | "urn:serverless-scim:problem:method-not-allowed" | "urn:serverless-scim:problem:not-acceptable" | "urn:serverless-scim:problem:too-many-credentials" | "urn:serverless-scim:problem:position-gone" | "urn:serverless-scim:problem:busy" | "urn:serverless-scim:problem:throttled" | "urn:serverless-scim:problem:failed";
            title: string;
            status: number;
            detail: string;
        };
        ScimError: {
            schemas: string[];
            status: string;
            detail: string;
            scimType?: string;
        };
    };
    responses: {
        /** @description The directory is read-only. */
        MethodNotAllowed: {
            headers: {
                Allow: components["headers"]["Allow"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: {
        /**
         * @description the address of the next page, with rel="next"; not there on the last page
         * @example <https://…/directory/v1/users?limit=100&cursor=…>; rel="next"
         */
        Link: string;
        /**
         * @description seconds to wait
         * @example 5
         */
        "Retry-After": string;
        /**
         * @description how to send a credential
         * @example Bearer realm="scim"
         */
        "WWW-Authenticate": string;
        /**
         * @description the methods that there are
         * @example GET, HEAD, OPTIONS
         */
        Allow: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getUsers: {
        parameters: {
            query?: {
                /** @description how many at most */
                limit?: number;
                /** @description goes on behind a page: its member "next" where it is JSON, else the parameter "cursor" of its header Link (rel="next"), which is the whole address of the next page; good for 24 hours, with the same other parameters (but limit) */
                cursor?: string;
                /** @description tell the groups that users are directly in */
                groups?: boolean;
                /** @description some of active, deactivated, leaving, with commas between */
                state?: string;
                /** @description only who was changed at this time or later */
                updatedSince?: string;
                /** @description only who has a userName, an e-mail address, a family name or a displayName that begins so; capitals make no difference; two characters or more */
                search?: string;
                /** @description only who has one of these ids: up to 100, with commas between */
                id?: string;
                /** @description only who has this userName; capitals make no difference */
                userName?: string;
                /** @description only who has exactly this externalId */
                externalId?: string;
                /** @description only who has this email; capitals make no difference */
                email?: string;
                /** @description only who has this name; capitals make no difference */
                name?: string;
                /** @description only who has this title; capitals make no difference */
                title?: string;
                /** @description only who has this location; capitals make no difference */
                location?: string;
                /** @description only who has this phone; capitals make no difference */
                phone?: string;
                /** @description only who has this mobile; capitals make no difference */
                mobile?: string;
                /** @description only who has this fax; capitals make no difference */
                fax?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsersPage"];
                    "text/csv": string;
                };
            };
            /** @description The request cannot be answered as it is: "detail" says what to change. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no credential, or one that is not valid (any more). API Gateway answers. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description The credential does not have the scope "directory". */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description There is nobody and nothing with this id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Accept names no format that this has. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: wait for the seconds in Retry-After. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description A fault of the service: try again, and give the request id to the operator if it stays. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description The database or the check of the credential is busy: wait for the seconds in Retry-After. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description It took longer than 29 seconds: try again, or ask for less. */
            504: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScimError"];
                };
            };
        };
    };
    getUsersById: {
        parameters: {
            query?: {
                /** @description tell the groups that users are directly in */
                groups?: boolean;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description The request cannot be answered as it is: "detail" says what to change. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no credential, or one that is not valid (any more). API Gateway answers. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description The credential does not have the scope "directory". */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description There is nobody and nothing with this id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Accept names no format that this has. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: wait for the seconds in Retry-After. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description A fault of the service: try again, and give the request id to the operator if it stays. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description The database or the check of the credential is busy: wait for the seconds in Retry-After. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description It took longer than 29 seconds: try again, or ask for less. */
            504: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScimError"];
                };
            };
        };
    };
    getUsersByIdHistory: {
        parameters: {
            query?: {
                /** @description how many at most */
                limit?: number;
                /** @description goes on behind a page: its member "next" where it is JSON, else the parameter "cursor" of its header Link (rel="next"), which is the whole address of the next page; good for 24 hours, with the same other parameters (but limit) */
                cursor?: string;
                /** @description tell what the attributes were and became, as far as it is kept; only where the events of the tenant tell values */
                values?: boolean;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryPage"];
                };
            };
            /** @description The request cannot be answered as it is: "detail" says what to change. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no credential, or one that is not valid (any more). API Gateway answers. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description The credential does not have the scope "directory". */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description There is nobody and nothing with this id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Accept names no format that this has. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: wait for the seconds in Retry-After. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description A fault of the service: try again, and give the request id to the operator if it stays. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description The database or the check of the credential is busy: wait for the seconds in Retry-After. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description It took longer than 29 seconds: try again, or ask for less. */
            504: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScimError"];
                };
            };
        };
    };
    getUsersByIdGroups: {
        parameters: {
            query?: {
                /** @description how many at most */
                limit?: number;
                /** @description goes on behind a page: its member "next" where it is JSON, else the parameter "cursor" of its header Link (rel="next"), which is the whole address of the next page; good for 24 hours, with the same other parameters (but limit) */
                cursor?: string;
                /** @description tell also the groups that the user is in through others */
                nested?: boolean;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserGroupsPage"];
                };
            };
            /** @description The request cannot be answered as it is: "detail" says what to change. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no credential, or one that is not valid (any more). API Gateway answers. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description The credential does not have the scope "directory". */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description There is nobody and nothing with this id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Accept names no format that this has. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: wait for the seconds in Retry-After. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description A fault of the service: try again, and give the request id to the operator if it stays. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description The database or the check of the credential is busy: wait for the seconds in Retry-After. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description It took longer than 29 seconds: try again, or ask for less. */
            504: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScimError"];
                };
            };
        };
    };
    getGroups: {
        parameters: {
            query?: {
                /** @description how many at most */
                limit?: number;
                /** @description goes on behind a page: its member "next" where it is JSON, else the parameter "cursor" of its header Link (rel="next"), which is the whole address of the next page; good for 24 hours, with the same other parameters (but limit) */
                cursor?: string;
                /** @description only those with one of these ids: up to 100, with commas between */
                id?: string;
                /** @description only the one of this name; capitals make no difference */
                name?: string;
                /** @description only those with exactly this externalId */
                externalId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupsPage"];
                    "text/csv": string;
                };
            };
            /** @description The request cannot be answered as it is: "detail" says what to change. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no credential, or one that is not valid (any more). API Gateway answers. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description The credential does not have the scope "directory". */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description There is nobody and nothing with this id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Accept names no format that this has. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: wait for the seconds in Retry-After. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description A fault of the service: try again, and give the request id to the operator if it stays. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description The database or the check of the credential is busy: wait for the seconds in Retry-After. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description It took longer than 29 seconds: try again, or ask for less. */
            504: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScimError"];
                };
            };
        };
    };
    getGroupsById: {
        parameters: {
            query?: {
                /** @description count its members, which reads all of them */
                memberCount?: boolean;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Group"];
                };
            };
            /** @description The request cannot be answered as it is: "detail" says what to change. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no credential, or one that is not valid (any more). API Gateway answers. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description The credential does not have the scope "directory". */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description There is nobody and nothing with this id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Accept names no format that this has. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: wait for the seconds in Retry-After. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description A fault of the service: try again, and give the request id to the operator if it stays. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description The database or the check of the credential is busy: wait for the seconds in Retry-After. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description It took longer than 29 seconds: try again, or ask for less. */
            504: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScimError"];
                };
            };
        };
    };
    getGroupsByIdMembers: {
        parameters: {
            query?: {
                /** @description how many at most */
                limit?: number;
                /** @description goes on behind a page: its member "next" where it is JSON, else the parameter "cursor" of its header Link (rel="next"), which is the whole address of the next page; good for 24 hours, with the same other parameters (but limit) */
                cursor?: string;
                /** @description tell the users who are in it directly or through other groups, each once, in no order to rely on */
                nested?: boolean;
                /** @description tell each user as it is now */
                expand?: "user";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MembersPage"];
                };
            };
            /** @description The request cannot be answered as it is: "detail" says what to change. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no credential, or one that is not valid (any more). API Gateway answers. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description The credential does not have the scope "directory". */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description There is nobody and nothing with this id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Accept names no format that this has. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: wait for the seconds in Retry-After. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description A fault of the service: try again, and give the request id to the operator if it stays. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description The database or the check of the credential is busy: wait for the seconds in Retry-After. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description It took longer than 29 seconds: try again, or ask for less. */
            504: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScimError"];
                };
            };
        };
    };
    getChanges: {
        parameters: {
            query?: {
                /** @description "next" of an earlier answer, or "changes" of a page of users; without it from the oldest */
                since?: string;
                /** @description how many at most */
                limit?: number;
                /** @description tell each user as it is now */
                expand?: "user";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangesPage"];
                };
            };
            /** @description The request cannot be answered as it is: "detail" says what to change. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no credential, or one that is not valid (any more). API Gateway answers. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description The credential does not have the scope "directory". */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description Accept names no format that this has. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What changed since then is not kept any more, or the directory was restored: read all users again. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: wait for the seconds in Retry-After. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description A fault of the service: try again, and give the request id to the operator if it stays. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description The database or the check of the credential is busy: wait for the seconds in Retry-After. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description It took longer than 29 seconds: try again, or ask for less. */
            504: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScimError"];
                };
            };
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description The request cannot be answered as it is: "detail" says what to change. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no credential, or one that is not valid (any more). API Gateway answers. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description The credential does not have the scope "directory". */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description Accept names no format that this has. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: wait for the seconds in Retry-After. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description A fault of the service: try again, and give the request id to the operator if it stays. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description The database or the check of the credential is busy: wait for the seconds in Retry-After. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description It took longer than 29 seconds: try again, or ask for less. */
            504: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScimError"];
                };
            };
        };
    };
    getOpenapiJson: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description The request cannot be answered as it is: "detail" says what to change. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no credential, or one that is not valid (any more). API Gateway answers. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description The credential does not have the scope "directory". */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description Too many requests: wait for the seconds in Retry-After. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description A fault of the service: try again, and give the request id to the operator if it stays. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description The database or the check of the credential is busy: wait for the seconds in Retry-After. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description It took longer than 29 seconds: try again, or ask for less. */
            504: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScimError"];
                };
            };
        };
    };
    getUsersCsv: {
        parameters: {
            query?: {
                /** @description how many at most */
                limit?: number;
                /** @description goes on behind a page: its member "next" where it is JSON, else the parameter "cursor" of its header Link (rel="next"), which is the whole address of the next page; good for 24 hours, with the same other parameters (but limit) */
                cursor?: string;
                /** @description tell the groups that users are directly in */
                groups?: boolean;
                /** @description some of active, deactivated, leaving, with commas between */
                state?: string;
                /** @description only who was changed at this time or later */
                updatedSince?: string;
                /** @description only who has a userName, an e-mail address, a family name or a displayName that begins so; capitals make no difference; two characters or more */
                search?: string;
                /** @description only who has one of these ids: up to 100, with commas between */
                id?: string;
                /** @description only who has this userName; capitals make no difference */
                userName?: string;
                /** @description only who has exactly this externalId */
                externalId?: string;
                /** @description only who has this email; capitals make no difference */
                email?: string;
                /** @description only who has this name; capitals make no difference */
                name?: string;
                /** @description only who has this title; capitals make no difference */
                title?: string;
                /** @description only who has this location; capitals make no difference */
                location?: string;
                /** @description only who has this phone; capitals make no difference */
                phone?: string;
                /** @description only who has this mobile; capitals make no difference */
                mobile?: string;
                /** @description only who has this fax; capitals make no difference */
                fax?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description The request cannot be answered as it is: "detail" says what to change. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no credential, or one that is not valid (any more). API Gateway answers. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description The credential does not have the scope "directory". */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description There is nobody and nothing with this id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: wait for the seconds in Retry-After. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description A fault of the service: try again, and give the request id to the operator if it stays. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description The database or the check of the credential is busy: wait for the seconds in Retry-After. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description It took longer than 29 seconds: try again, or ask for less. */
            504: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScimError"];
                };
            };
        };
    };
    getGroupsCsv: {
        parameters: {
            query?: {
                /** @description how many at most */
                limit?: number;
                /** @description goes on behind a page: its member "next" where it is JSON, else the parameter "cursor" of its header Link (rel="next"), which is the whole address of the next page; good for 24 hours, with the same other parameters (but limit) */
                cursor?: string;
                /** @description only those with one of these ids: up to 100, with commas between */
                id?: string;
                /** @description only the one of this name; capitals make no difference */
                name?: string;
                /** @description only those with exactly this externalId */
                externalId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description The request cannot be answered as it is: "detail" says what to change. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no credential, or one that is not valid (any more). API Gateway answers. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description The credential does not have the scope "directory". */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description There is nobody and nothing with this id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: wait for the seconds in Retry-After. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description A fault of the service: try again, and give the request id to the operator if it stays. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description The database or the check of the credential is busy: wait for the seconds in Retry-After. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description It took longer than 29 seconds: try again, or ask for less. */
            504: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScimError"];
                };
            };
        };
    };
    getMembersCsv: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description The request cannot be answered as it is: "detail" says what to change. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no credential, or one that is not valid (any more). API Gateway answers. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description The credential does not have the scope "directory". */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description Too many requests: wait for the seconds in Retry-After. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description A fault of the service: try again, and give the request id to the operator if it stays. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description The database or the check of the credential is busy: wait for the seconds in Retry-After. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description It took longer than 29 seconds: try again, or ask for less. */
            504: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScimError"];
                };
            };
        };
    };
    getUsersJsonl: {
        parameters: {
            query?: {
                /** @description tell the groups that users are directly in */
                groups?: boolean;
                /** @description some of active, deactivated, leaving, with commas between */
                state?: string;
                /** @description only who was changed at this time or later */
                updatedSince?: string;
                /** @description only who has a userName, an e-mail address, a family name or a displayName that begins so; capitals make no difference; two characters or more */
                search?: string;
                /** @description only who has one of these ids: up to 100, with commas between */
                id?: string;
                /** @description only who has this userName; capitals make no difference */
                userName?: string;
                /** @description only who has exactly this externalId */
                externalId?: string;
                /** @description only who has this email; capitals make no difference */
                email?: string;
                /** @description only who has this name; capitals make no difference */
                name?: string;
                /** @description only who has this title; capitals make no difference */
                title?: string;
                /** @description only who has this location; capitals make no difference */
                location?: string;
                /** @description only who has this phone; capitals make no difference */
                phone?: string;
                /** @description only who has this mobile; capitals make no difference */
                mobile?: string;
                /** @description only who has this fax; capitals make no difference */
                fax?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/jsonl": string;
                };
            };
            /** @description The request cannot be answered as it is: "detail" says what to change. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no credential, or one that is not valid (any more). API Gateway answers. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description The credential does not have the scope "directory". */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description There is nobody and nothing with this id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: wait for the seconds in Retry-After. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description A fault of the service: try again, and give the request id to the operator if it stays. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description The database or the check of the credential is busy: wait for the seconds in Retry-After. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description It took longer than 29 seconds: try again, or ask for less. */
            504: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScimError"];
                };
            };
        };
    };
    getGroupsJsonl: {
        parameters: {
            query?: {
                /** @description only those with one of these ids: up to 100, with commas between */
                id?: string;
                /** @description only the one of this name; capitals make no difference */
                name?: string;
                /** @description only those with exactly this externalId */
                externalId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/jsonl": string;
                };
            };
            /** @description The request cannot be answered as it is: "detail" says what to change. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no credential, or one that is not valid (any more). API Gateway answers. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description The credential does not have the scope "directory". */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description There is nobody and nothing with this id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: wait for the seconds in Retry-After. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description A fault of the service: try again, and give the request id to the operator if it stays. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description The database or the check of the credential is busy: wait for the seconds in Retry-After. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description It took longer than 29 seconds: try again, or ask for less. */
            504: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScimError"];
                };
            };
        };
    };
    getMembersJsonl: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/jsonl": string;
                };
            };
            /** @description The request cannot be answered as it is: "detail" says what to change. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no credential, or one that is not valid (any more). API Gateway answers. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description The credential does not have the scope "directory". */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description Too many requests: wait for the seconds in Retry-After. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description A fault of the service: try again, and give the request id to the operator if it stays. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description The database or the check of the credential is busy: wait for the seconds in Retry-After. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "application/json": components["schemas"]["ScimError"];
                };
            };
            /** @description It took longer than 29 seconds: try again, or ask for less. */
            504: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScimError"];
                };
            };
        };
    };
}
