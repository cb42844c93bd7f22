import type { Named } from '../../api/types';

export interface Permission { key: string; category: string; name: string; description: string; wholeOrganisation: boolean }

export interface SecurityGroup extends Named {
  kind: 'permissions' | 'logged_messages';
  description: string;
  permissions: string[];
  /** Cannot be changed; a copy can. */
  ready: boolean;
  members: { userId: string; name: string; account: Named | null }[];
}

export interface GroupsAnswer { items: SecurityGroup[]; permissions: Permission[] }

export interface VisibilityRules { mode: 'by_permission' | 'by_line'; everyoneSeesLogged: boolean }

export interface RightsAnswer { about: string; facts: { what: string; may: boolean; because: string }[] }

interface GroupBody { kind: SecurityGroup['kind']; name: string; description?: string; permissions?: string[]; memberIds?: string[] }

/** Routes of security groups and what follows from them. */
export interface GroupRoutes {
  'GET /security-groups': { answer: GroupsAnswer };
  'POST /security-groups': { body: GroupBody; answer: SecurityGroup };
  'PUT /security-groups/{id}': { body: GroupBody; answer: SecurityGroup };
  'DELETE /security-groups/{id}': { answer: void };
  'GET /security-groups/visibility': { answer: VisibilityRules };
  'PUT /security-groups/visibility': { body: VisibilityRules; answer: VisibilityRules };
  'PUT /users/{id}/groups/{accountId}': { body: { group: string }; answer: { accountId: string; group: string; left: string | null } };
  'DELETE /users/{id}/groups/{accountId}': { answer: void };
  'GET /users/{id}/rights': { query: { accountId?: string; lineId?: string; personId?: string; conversationId?: string }; answer: RightsAnswer };
}
