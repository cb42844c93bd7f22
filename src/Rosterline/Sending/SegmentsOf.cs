namespace Rosterline.Sending;

/// <summary>How many parts a text takes on the air; at least one, as an attachment alone takes one too.</summary>
static class SegmentsOf
{
    public static short Text(string body) => (short)Math.Max(1, SegmentCounter.Count(body).Segments);
}
