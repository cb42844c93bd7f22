using Npgsql;

namespace Rosterline.People;

/// <summary>
/// After numbers changed: a conversation belongs to the one person who has its number. With several, it keeps the one it had, and
/// becomes nobody's when that one gave the number up.
/// </summary>
public static class LinkConversations
{
    public static NpgsqlBatchCommand Command(Guid rootId, long[] numbers)
    {
        var command = new NpgsqlBatchCommand("""
            with mine as (
              select c.id, c.number, c.person_id from conversation c where c.root_id = $1 and c.number = any($2) order by c.id for update),
            holder as (
              select mine.id, mine.person_id, array_agg(distinct n.person_id) filter (where n.person_id is not null) as people
              from mine left join person_number n on n.root_id = $1 and n.number = mine.number
              group by mine.id, mine.person_id)
            update conversation c set version = c.version + 1, person_id = case
                when cardinality(holder.people) = 1 then holder.people[1]
                when holder.person_id = any(holder.people) then holder.person_id end
            from holder where c.root_id = $1 and c.id = holder.id
              and c.person_id is distinct from case
                when cardinality(holder.people) = 1 then holder.people[1]
                when holder.person_id = any(holder.people) then holder.person_id end
            """);
        command.Parameters.Add(new() { Value = rootId });
        command.Parameters.Add(new() { Value = numbers });
        return command;
    }
}
