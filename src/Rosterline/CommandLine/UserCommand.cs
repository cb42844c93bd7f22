using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Rosterline.Accounts;
using Rosterline.Accounts.Users;
using Rosterline.Database;
using Rosterline.Platform;

namespace Rosterline.CommandLine;

/// <summary><c>rosterline user create</c></summary>
static class UserCommand
{
    static readonly Option<string> Email = new("--email") { Description = "Address she signs in with", Required = true };
    static readonly Option<string> Name = new("--name") { Description = "Her name, as colleagues see it", Required = true };
    static readonly Option<string> Role = new("--role") { Description = "Recruiter, branch-manager, administrator, compliance or read-only", DefaultValueFactory = _ => "recruiter" };
    static readonly Option<bool> Password = new("--password-stdin") { Description = "Read her password from standard input; without it a one-time link is printed" };

    public static Command Make()
    {
        var create = new Command("create", "Add a person") { Email, Name, Role, Password, CommandOrganisation.Option };
        create.SetAction((parsed, cancel) => CommandScope.RunAsync(services => CreateAsync(parsed, services, cancel), cancel));
        return new Command("user", "People who sign in") { create };
    }

    static async Task<int> CreateAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancel)
    {
        var rootId = await CommandOrganisation.FindAsync(parsed, services.GetRequiredService<RosterlineDb>(), cancel);
        if (!Enum.TryParse<Role>(parsed.GetValue(Role)!.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var role) || !Enum.IsDefined(role))
            return CommandScope.Answer<string>(new Refusal("role_unknown", "--role is one of recruiter, branch-manager, administrator, compliance, read-only."), words => words);
        var password = parsed.GetValue(Password) ? await Console.In.ReadLineAsync(cancel) : null;
        var answer = await services.GetRequiredService<CreateUser>().ExecuteAsync(
            rootId, null, new CreateUser.Request(parsed.GetRequiredValue(Name), parsed.GetRequiredValue(Email), role, null, password), cancel);
        return CommandScope.Answer(answer, made => made.StartPath is { } path
            ? $"Added. Signs in once by this link, within 15 minutes:\n{new Uri(services.GetRequiredService<OwnAddress>().Public, path)}" : "Added.");
    }
}
