using System.CommandLine;
using Microsoft.AspNetCore.Identity;
using Rosterline.Accounts;
using Rosterline.Accounts.Keys;
using Rosterline.Database;
using Rosterline.Platform.Startup;

namespace Rosterline.CommandLine;

/// <summary><c>rosterline api-key create</c></summary>
static class ApiKeyCommand
{
    static readonly Option<string> Name = new("--name") { Description = "What the key is for", Required = true };
    static readonly Option<string> User = new("--user") { Description = "E-mail of the person the key acts as", Required = true };

    static readonly Option<string[]> Scope = new("--scope") { Description = "What the key may do, such as messages:send; several are allowed, without it everything its user may" };

    public static Command Make()
    {
        var create = new Command("create", "Make a key and print it, once") { Name, User, Scope, CommandOrganisation.Option };
        create.SetAction((parsed, cancel) => CommandScope.RunAsync(services => CreateAsync(parsed, services, cancel), cancel));
        return new Command("api-key", "Keys for programs") { create };
    }

    static async Task<int> CreateAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancel)
    {
        var rootId = await CommandOrganisation.FindAsync(parsed, services.GetRequiredService<RosterlineDb>(), cancel);
        var user = await services.GetRequiredService<UserManager<User>>().FindByEmailAsync(parsed.GetRequiredValue(User));
        var actsAs = user is null ? null : await services.GetRequiredService<ViewerReader>().FindAsync(rootId, user.Id, cancel);
        if (actsAs is null) throw new StartupException($"Nobody with the address {parsed.GetRequiredValue(User)} signs in to this organisation.");
        return CommandScope.Answer(await services.GetRequiredService<ApiKeys>().CreateAsync(actsAs, null, new(parsed.GetRequiredValue(Name), parsed.GetValue(Scope) is { Length: > 0 } scopes ? scopes : null), cancel), made => made.Key);
    }
}
