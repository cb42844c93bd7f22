namespace Rosterline.Sending;

/// <summary>What a text is for; set by where it starts, read by the gate (P-03).</summary>
public enum Purpose : short { Application, JobOffer, Assignment, Client }

/// <summary>What caused a text.</summary>
public enum Origin : short
{
    Person, Api, Automatic, Broadcast,

    /// <summary>Sent in the provider's own app; kept here, never sent by us.</summary>
    Elsewhere,

    /// <summary>Of a former product, brought in from its file.</summary>
    Brought,
}

/// <summary>Order on a line: replies go before single texts, those before broadcasts (design, I8).</summary>
public enum Lane : short { Reply, Single, Broadcast }
