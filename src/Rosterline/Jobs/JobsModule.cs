using Rosterline.Jobs.Applicants;
using Rosterline.Jobs.Apply;
using Rosterline.Jobs.Orders;
using Rosterline.Jobs.Postings;

namespace Rosterline.Jobs;

/// <summary>Postings and who applied, the public application form, orders and assignments.</summary>
public static class JobsModule
{
    public static void AddJobs(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<FindPostings>().AddSingleton<SavePosting>().AddSingleton<FindApplicants>().AddSingleton<MoveApplicants>();
        services.AddSingleton<FindOpenPosting>().AddSingleton<ReceiveApplication>().AddSingleton<ApplyGuard>();
        services.AddSingleton<FindOrders>().AddSingleton<SaveOrder>().AddSingleton<AssignPeople>().AddSingleton<AssignmentsStarting>();
    }

    public static void MapJobs(this WebApplication app, RouteGroupBuilder api)
    {
        PostingsApi.Map(api);
        OrdersApi.Map(api);
        ApplyApi.Map(app);
    }
}
