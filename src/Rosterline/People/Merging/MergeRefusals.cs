using Rosterline.Platform;

namespace Rosterline.People.Merging;

/// <summary>What merging refuses, in words.</summary>
static class MergeRefusals
{
    public static readonly Refusal Same = new("merge_with_itself", "Choose the other record to merge with.");

    public static readonly Refusal NothingShared = new("nothing_shared", "These two records share no number. Only records of one phone can be merged.");
}
