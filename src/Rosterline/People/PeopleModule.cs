using Rosterline.Consent;
using Rosterline.Consent.LookUp;
using Rosterline.People.Fields;
using Rosterline.People.Hotlists;
using Rosterline.People.Import;
using Rosterline.People.Merging;
using Rosterline.People.Records;
using Rosterline.Platform.Keys;

namespace Rosterline.People;

/// <summary>People, their numbers and companies, imports, opt-outs.</summary>
public static class PeopleModule
{
    public static void AddPeople(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<FindPeople>().AddSingleton<ReadPerson>().AddSingleton<SavePerson>().AddSingleton<LockPerson>();
        services.AddSingleton<SsnLastFour>().AddSingleton<IKeyedValues, RenewSsnHashes>().AddSingleton<CountPeople>().AddSingleton<AudiencePeople>();
        services.AddSingleton<SaveHotlist>().AddSingleton<ChangeMembers>().AddSingleton<ReadMembers>().AddSingleton<WriteHotlistNote>().AddSingleton<SavedSearches>();
        services.AddSingleton<RecordPersonOptOut>().AddSingleton<FindCompanies>().AddSingleton<FieldList>().AddSingleton<CustomFields>();
        services.AddSingleton<MergePeople>().AddSingleton<PreviewMerge>().AddSingleton<DeletePerson>().AddSingleton<ClearCarrierMark>();
        services.AddSingleton<RecordOptOut>().AddSingleton<OptOutList>().AddSingleton<ImportOptOuts>();
        services.AddSingleton<LookUpNumber>().AddSingleton<BeforeFirstText>().AddSingleton<LookUpSettings>().AddSingleton<LookUpMany>().AddHostedService<RunLookUps>();
        services.AddSingleton<UploadImport>().AddSingleton<PlanImport>().AddSingleton<ReadImport>().AddSingleton<RunImport>();
        services.AddSingleton<ImportWorker>().AddHostedService(all => all.GetRequiredService<ImportWorker>());
        services.AddSingleton<ForgetUploads>().AddHostedService(all => all.GetRequiredService<ForgetUploads>());
    }

    public static void MapPeople(this RouteGroupBuilder api)
    {
        ImportApi.Map(api);
        PeopleApi.Map(api);
        FieldsApi.Map(api);
        MergeApi.Map(api);
        HotlistsApi.Map(api);
        OptOutsApi.Map(api);
        LookUpApi.Map(api);
    }
}
