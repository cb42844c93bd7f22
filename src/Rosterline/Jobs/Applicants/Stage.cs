namespace Rosterline.Jobs.Applicants;

/// <summary>How far an application has come.</summary>
public enum Stage : short { Applied, Screening, Interview, Offered, Hired, Declined }

/// <summary>Stages as addresses write them.</summary>
static class Stages
{
    public static Stage? Read(string? written) => written switch
    {
        "applied" => Stage.Applied, "screening" => Stage.Screening, "interview" => Stage.Interview, "offered" => Stage.Offered,
        "hired" => Stage.Hired, "declined" => Stage.Declined, _ => null,
    };
}
