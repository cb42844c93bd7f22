using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.Sending;

/// <summary>Whom a narrowed key may begin to text: people of its accounts, numbers nobody has, and whoever already has a conversation it reads.</summary>
static class WithinReach
{
    /// <summary>Null when the text may be begun; else as if there were no such person.</summary>
    public static async Task<Refusal?> RefuseAsync(NpgsqlDataSource database, Viewer viewer, Guid? personId, PhoneNumber to, CancellationToken cancel)
    {
        if (viewer.Within is null) return null;
        await using var command = database.CreateCommand($"""
            select case when @person::uuid is not null then exists (select from person p where {viewer.ReachesPerson("p")} and p.id = @person)
              else exists (select from conversation c where {viewer.SeesConversation("c")} and c.number = @number)
                or not exists (select from person_number n where n.root_id = @root and n.number = @number)
                or exists (select from person_number n join person p on p.root_id = n.root_id and p.id = n.person_id where n.root_id = @root and n.number = @number and {viewer.ReachesPerson("p")}) end
            """);
        viewer.Bind(command);
        command.Parameters.Add(new("person", NpgsqlTypes.NpgsqlDbType.Uuid) { Value = personId is { } known ? known : DBNull.Value });
        command.Parameters.AddWithValue("number", to.Digits);
        return (bool)(await command.ExecuteScalarAsync(cancel))! ? null : Refusals.NoSuchPerson;
    }
}
